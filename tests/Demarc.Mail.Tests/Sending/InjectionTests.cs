using Demarc.Mail.Sending;

namespace Demarc.Mail.Tests.Sending;

/// <summary>No value given for a field can begin another one: control characters are refused everywhere, when the value is given.</summary>
public sealed class InjectionTests
{
    private static readonly Dictionary<string, Action<string>> Givers = new(StringComparer.Ordinal)
    {
        ["Subject"] = text => _ = Letters.Plain with { Subject = text },
        ["Thread-Topic"] = text => _ = Letters.Plain with { ThreadTopic = text },
        ["Message-ID"] = text => _ = Letters.Plain with { MessageId = $"<{text}@example.com>" },
        ["In-Reply-To"] = text => _ = Letters.Plain with { InReplyTo = $"<{text}@example.com>" },
        ["References"] = text => _ = Letters.Plain with { References = ["<a@example.com>", $"<{text}@example.com>"] },
        ["name"] = text => _ = new Mailbox("a@example.com", text),
        ["local part"] = text => _ = new Mailbox($"{text}@example.com"),
        ["quoted local part"] = text => _ = new Mailbox($"\"{text}\"@example.com"),
        ["domain"] = text => _ = new Mailbox($"a@{text}.example.com"),
        ["extra name"] = text => _ = new ExtraField($"X-{text}", "v"),
        ["extra value"] = text => _ = new ExtraField("X-Case", text),
        ["attachment name"] = text => _ = new Attachment(text, default),
        ["attachment type"] = text => _ = new Attachment("a", default, $"text/{text}"),
        ["return path"] = text => _ = new Envelope($"{text}@example.com", ["a@example.com"]),
        ["recipient"] = text => _ = new Envelope(null, [$"{text}@example.com"]),
        ["host"] = text => _ = new SubmissionServer { Host = text, Port = 25 },
        ["hello name"] = text => _ = new SubmissionServer { Host = "mail.example.com", Port = 25, HelloName = text },
        ["login"] = text => _ = SubmissionLogin.Password(text, "x"),
        ["password"] = text => _ = SubmissionLogin.Password("x", text),
        ["token"] = text => _ = SubmissionLogin.Token("x", text),
    };

    public static TheoryData<string> Fields => new(Givers.Keys);

    private static IEnumerable<char> Controls =>
        Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7f, 0x21)).Append(0x2028).Append(0x2029).Append(0xd800).Append(0xdfff).Select(code => (char)code);

    [Theory]
    [MemberData(nameof(Fields))]
    public void Control_characters_are_refused_at_every_place_of_a_value(string field)
    {
        foreach (var control in Controls)
        {
            foreach (var text in new[] { $"{control}", $"{control}ab", $"ab{control}", $"a{control}b", $"a{control}\nBcc: x@example.org" })
                Should.Throw<MessageFault>(() => Givers[field](text), $"U+{(int)control:X4} in {field}");
        }

        Should.Throw<MessageFault>(() => Givers[field]("a\r\nBcc: x@example.org\r\n\r\nbody"));
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void The_fault_speaks_both_languages_and_does_not_repeat_the_value(string field)
    {
        var fault = Should.Throw<MessageFault>(() => Givers[field]("hunter2\r\n"));
        fault.Field.ShouldNotBeNullOrEmpty();
        fault.En.ShouldNotContain("hunter2");
        fault.Zh.ShouldNotContain("hunter2");
        fault.ToString().ShouldNotContain("hunter2");
        fault.Zh.ShouldMatch("[\u4e00-\u9fff]");
    }

    [Fact]
    public void Random_values_are_either_refused_or_written_without_adding_a_field()
    {
        var random = new Random(3);
        const string alphabet = "ab \r\n\t\0:;<>@\"\\=?_中\u0085\u2028";
        var fields = Names(MessageWriter.Write(Letters.Plain with { ThreadTopic = "x", Extra = [new("X-Case", "x")], Cc = [new("a@example.com", "x")] }));
        var written = 0;
        for (var turn = 0; turn < 3000; turn++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => alphabet[random.Next(alphabet.Length)])]);
            try
            {
                var octets = MessageWriter.Write(Letters.Plain with { Subject = text, ThreadTopic = text, Extra = [new("X-Case", text)], Cc = [new("a@example.com", text)] });
                Names(octets).ShouldBe(fields);
                written++;
            }
            catch (MessageFault)
            {
                text.Any(c => char.IsControl(c) || c == '\u2028').ShouldBeTrue();
            }
        }

        written.ShouldBeGreaterThan(100);
    }

    private static string[] Names(byte[] message) => [.. Letters.HeaderLines(message).Where(line => line[0] != ' ').Select(line => line[..line.IndexOf(':')])];
}
