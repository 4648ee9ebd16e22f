using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Demarc.Mail.Sending;
using Demarc.Testing.Mail;

namespace Demarc.Mail.Tests.Sending;

/// <summary>Debian's Postfix takes what we send and delivers it octet by octet.</summary>
public sealed class RealServerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_chinese_message_is_delivered_as_it_was_written()
    {
        await using var postfix = await PostfixServer.StartAsync(new() { Mailboxes = ["alice@example.net", "bob@example.net"] }, Stop);
        var octets = new byte[300_000];
        new Random(5).NextBytes(octets);
        var message = Letters.Plain with
        {
            Cc = [new("bob@example.net", "王小明")],
            Text = ".\n..two dots\nFrom the top\n" + Letters.Plain.Text + "\u001b[31m tail  ",
            Attachments = [new("抓包.pcap", octets)],
        };
        var written = MessageWriter.Write(message);
        var outcome = await Scripts.Send(Server(postfix), Envelope.Of(message), written);
        outcome.End.ShouldBe(SubmissionEnd.Accepted, outcome.En);
        postfix.Log.ShouldContain(outcome.QueueId.ShouldNotBeNull());
        foreach (var address in new[] { "alice@example.net", "bob@example.net" })
        {
            var delivered = (await postfix.WaitForAsync(address, 1, Stop)).ShouldHaveSingleItem();
            Latin(delivered).ShouldEndWith(Latin(written).Replace("\r\n", "\n"), Case.Sensitive, "the whole message stands behind the server's own fields");
            var read = PythonMail.Read(delivered);
            read.GetProperty("subject").GetString().ShouldBe(Letters.Plain.Subject);
            read.GetProperty("text").GetString()!.ReplaceLineEndings("\n").ShouldBe(message.Text.ReplaceLineEndings("\n"));
            read.GetProperty("files")[0].GetProperty("name").GetString().ShouldBe("抓包.pcap");
            read.GetProperty("files")[0].GetProperty("content").GetBytesFromBase64().ShouldBe(octets);
        }
    }

    [Fact]
    public async Task Starttls_eight_bit_and_a_chinese_address_work_with_it_too()
    {
        using var certificate = Certificates.SelfSigned();
        using var key = certificate.GetECDsaPrivateKey()!;
        var setup = new PostfixSetup { Mailboxes = ["小明@example.net"], KeyAndCertificatePem = key.ExportPkcs8PrivateKeyPem() + "\n" + certificate.ExportCertificatePem() + "\n", Settings = ["smtpd_tls_security_level = encrypt"] };
        await using var postfix = await PostfixServer.StartAsync(setup, Stop);
        var message = Letters.Plain with { To = [new("小明@example.net")], EightBit = true };
        var written = MessageWriter.Write(message);
        var plain = await Scripts.Send(Server(postfix), Envelope.Of(message), written);
        plain.Reply!.Code.ShouldBe(530, "Must issue a STARTTLS command first");
        plain.NeedsOperator.ShouldBeTrue();
        var server = Server(postfix) with { Security = SubmissionSecurity.StartTlsRequired, PinnedSha256 = certificate.Sha256() };
        var outcome = await Scripts.Send(server, Envelope.Of(message), written);
        outcome.End.ShouldBe(SubmissionEnd.Accepted, outcome.En);
        var delivered = (await postfix.WaitForAsync("小明@example.net", 1, Stop)).ShouldHaveSingleItem();
        Latin(delivered).ShouldEndWith(Latin(written).Replace("\r\n", "\n"));
    }

    [Fact]
    public async Task An_unknown_recipient_is_refused_and_the_other_served()
    {
        await using var postfix = await PostfixServer.StartAsync(new() { Mailboxes = ["alice@example.net"] }, Stop);
        var outcome = await Scripts.Send(Server(postfix), Letters.To("nobody@example.net", "alice@example.net", "x@example.org"));
        outcome.End.ShouldBe(SubmissionEnd.Accepted);
        outcome.Recipients.Select(one => one.End).ShouldBe([SubmissionEnd.Refused, SubmissionEnd.Accepted, SubmissionEnd.Refused]);
        outcome.Recipients[0].Reply!.Enhanced.ShouldBe("5.1.1");
        outcome.Recipients[2].Reply!.Enhanced.ShouldBe("5.7.1");
        await postfix.WaitForAsync("alice@example.net", 1, Stop);
    }

    [Fact]
    public async Task A_command_gets_the_mail_of_its_address()
    {
        var caught = Path.Combine(Directory.CreateTempSubdirectory().FullName, "caught");
        var folder = Path.GetDirectoryName(caught)!;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
        try
        {
            await using var postfix = await PostfixServer.StartAsync(new() { Pipes = new Dictionary<string, string> { ["case@example.com"] = $"{{ echo \"$1 $2\"; cat; }} > '{caught}.part' && mv '{caught}.part' '{caught}'" } }, Stop);
            var written = MessageWriter.Write(Letters.Plain);
            (await Scripts.Send(Server(postfix), new Envelope("noc@example.com", ["case@example.com"]), written)).End.ShouldBe(SubmissionEnd.Accepted);
            for (var turn = 0; turn < 200 && !File.Exists(caught); turn++) await Task.Delay(100, Stop);
            File.Exists(caught).ShouldBeTrue(postfix.Log);
            var text = Latin(await File.ReadAllBytesAsync(caught, Stop));
            text.ShouldStartWith("noc@example.com case@example.com\n");
            text.ShouldEndWith(Latin(written).Replace("\r\n", "\n"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static SubmissionServer Server(PostfixServer postfix) => new() { Host = "127.0.0.1", Port = postfix.Port, Security = SubmissionSecurity.None };

    private static string Latin(byte[] octets) => Encoding.Latin1.GetString(octets);
}
