using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Demarc.Desk.Cases;
using Demarc.Desk.Keeping;
using Demarc.Desk.Store;
using Demarc.Desk.Tests.Intake;
using Demarc.Desk.Tests.Store;

namespace Demarc.Desk.Tests.Keeping;

/// <summary>What a customer gets of a case, and what they must not get.</summary>
public sealed class CustomerExportTests : IDisposable
{
    private const string Internal = "between-us-only";
    private const string Curl = "$ curl -sv https://shop.example/\n* connect to 203.0.113.10 port 443 from 10.0.0.5 port 51000 failed: Connection refused\ncurl: (7) Failed to connect to shop.example port 443 after 21 ms: Couldn't connect to server\n";

    private readonly OpenDesk _desk = new();

    [Fact]
    public void The_customers_mails_files_and_hashes_are_in_it_and_nothing_that_was_said_among_us()
    {
        var filed = Filed();
        var entries = Export(filed);
        entries.Keys.ShouldBe(
            ["SHA256SUMS", "evidence.en.md", "evidence.zh.md", "evidence/E1-mail.txt", "evidence/E2-trace.txt", "mails.en.md", "mails.zh.md", "requests.en.md", "requests.zh.md", "summary.zh.md", "verdict.en.html", "verdict.zh.html"], ignoreOrder: true);
        Text(entries, "mails.zh.md").ShouldContain("页面打不开，请看附件");
        Text(entries, "mails.zh.md").ShouldContain("我们正在查看。");
        Text(entries, "evidence/E2-trace.txt").ShouldBe(Curl);
        Text(entries, "SHA256SUMS").ShouldContain($"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Curl)))}  evidence/E2-trace.txt\n");
        Text(entries, "summary.zh.md").ShouldBe("总结正文");
        Text(entries, "requests.en.md").ShouldContain("asked");
        Text(entries, "verdict.en.html").ShouldContain("Connection refused");
        foreach (var (name, octets) in entries) Encoding.UTF8.GetString(octets).ShouldNotContain(Internal, Case.Insensitive, name);
        _desk.Desk.Cases.Audit(filed.Id)[^1].Action.ShouldBe("export");
    }

    [Fact]
    public void What_others_gave_goes_along_when_a_person_says_so()
    {
        var filed = Filed();
        var all = Export(filed, allEvidence: true);
        all.Keys.ShouldContain("evidence/E5-server.txt");
        Text(all, "evidence/E5-server.txt").ShouldContain(Internal);
        foreach (var name in all.Keys.Where(name => name.StartsWith("mails", StringComparison.Ordinal) || name.StartsWith("requests", StringComparison.Ordinal))) Text(all, name).ShouldNotContain(Internal);
    }

    [Fact]
    public void File_names_cannot_lead_out_of_the_folder_it_is_unpacked_into()
    {
        var opened = _desk.Case();
        foreach (var name in new[] { "../../etc/passwd", "..\\..\\win.ini", "CON", "a/b.txt", "a\u202Etxt.exe", new string('x', 4000) }) _desk.Add(opened.Id, name, name);
        var entries = Export(opened, allEvidence: true);
        foreach (var name in entries.Keys.Where(name => name.StartsWith("evidence/", StringComparison.Ordinal)))
        {
            name["evidence/".Length..].ShouldNotContain('/');
            name.ShouldNotContain('\\');
            name.ShouldNotContain('\u202e');
            name["evidence/".Length..].ShouldStartWith("E");
            name.Length.ShouldBeLessThan(200);
        }
    }

    [Fact]
    public void A_damaged_piece_ends_it_instead_of_being_passed_on()
    {
        var opened = _desk.Case();
        _desk.Add(opened.Id, "a.txt", "what was kept");
        var path = Directory.EnumerateFiles(Path.Combine(_desk.Folder, "artifacts"), "*", SearchOption.AllDirectories).Single();
        var octets = File.ReadAllBytes(path);
        octets[^1] ^= 1;
        File.WriteAllBytes(path, octets);
        Should.Throw<InvalidDataException>(() => Export(opened, allEvidence: true));
    }

    [Fact]
    public void A_large_file_is_passed_on_in_little_memory()
    {
        var opened = _desk.Case();
        using (var large = new Pattern(300_000_000)) _desk.Desk.AddFile(OpenDesk.Somebody, opened.Id, "large.bin", large, "page", null, null, TestContext.Current.CancellationToken);
        using var counting = new Counting();
        var before = GC.GetAllocatedBytesForCurrentThread();
        _desk.Desk.Export.Write(OpenDesk.Somebody, opened.Id, counting, allEvidence: true, TestContext.Current.CancellationToken);
        counting.Written.ShouldBeGreaterThan(1_000_000);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(30_000_000, "the file has 300 MB");
    }

    [Fact]
    public void An_erased_case_has_nothing_to_export()
    {
        var filed = Filed();
        _desk.Desk.Cases.Close(OpenDesk.Somebody, filed.Id, CloseReasons.Solved);
        _desk.Desk.Keeping.Erase(OpenDesk.Somebody, filed.Id, "asked");
        Should.Throw<DeskFault>(() => Export(filed)).Kind.ShouldBe(DeskFaultKind.Conflict);
    }

    public void Dispose() => _desk.Dispose();

    /// <summary>A customer's mail with a file, an answer of ours, and a mail, a note, a call, a log entry, a claim and a file among us.</summary>
    private CaseRecord Filed()
    {
        var cancel = TestContext.Current.CancellationToken;
        var letter = Mails.Letter("页面打不开", "页面打不开，请看附件") with { Attachments = [new("trace.txt", Encoding.UTF8.GetBytes(Curl))] };
        var filed = _desk.Desk.Intake.Receive(letter.Octets(), cancel).Case!;
        var desk = _desk.Desk;
        desk.AddMail(OpenDesk.Somebody, filed.Id, (Mails.Letter("Re: 页面打不开", "我们正在查看。", "a@example.com", "Engineer A") with { To = [new(Mails.Customer, "李女士")] }).Octets(), cancel);
        desk.AddMail(OpenDesk.Somebody, filed.Id, (Mails.Letter("Fw: 页面打不开", $"{Internal}: I think it is the MTU.", "a@example.com", "Engineer A") with { To = [new("b@example.com", "Engineer B")] }).Octets(), cancel);
        _desk.Add(filed.Id, "server.txt", $"{Internal}\n$ ping -c 2 198.51.100.7\nPING 198.51.100.7 (198.51.100.7) 56(84) bytes of data.\n\n--- 198.51.100.7 ping statistics ---\n2 packets transmitted, 0 received, 100% packet loss, time 1001ms\n");
        desk.Threads.Note(OpenDesk.Somebody, filed.Id, "call", Internal, "李女士");
        desk.Threads.Note(OpenDesk.Somebody, filed.Id, "note", Internal, null);
        desk.Cases.Note(OpenDesk.Somebody, filed.Id, EntryKind.Analysis, Internal);
        desk.Summaries.Save(OpenDesk.Somebody, filed.Id, "zh", "总结正文");
        return desk.Cases.Get(filed.Id);
    }

    private Dictionary<string, byte[]> Export(CaseRecord it, bool allEvidence = false)
    {
        using var stream = new MemoryStream();
        _desk.Desk.Export.Write(OpenDesk.Somebody, it.Id, stream, allEvidence, TestContext.Current.CancellationToken);
        stream.Position = 0;
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
        return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var content = entry.Open();
            using var octets = new MemoryStream();
            content.CopyTo(octets);
            return octets.ToArray();
        }, StringComparer.Ordinal);
    }

    private static string Text(Dictionary<string, byte[]> entries, string name) => Encoding.UTF8.GetString(entries[name]);

    /// <summary>Takes everything and keeps nothing.</summary>
    private sealed class Counting : Stream
    {
        public long Written { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Write(byte[] buffer, int offset, int count) => Written += count;

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
