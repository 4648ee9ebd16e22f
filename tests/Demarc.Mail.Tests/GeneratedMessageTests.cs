using Demarc.Mail.Reading;

namespace Demarc.Mail.Tests;

public sealed class GeneratedMessageTests
{
    [Fact]
    public void Every_charset_encoding_and_way_to_write_a_name_comes_back_as_it_was()
    {
        var count = 0;
        foreach (var made in GeneratedMessages.All())
        {
            var message = MessageReader.Read(made.Octets);
            message.Subject.ShouldBe(made.Subject, made.Name);
            message.From.ShouldBe(new Mailbox(made.Sender, "zhang@example.com"), made.Name);
            message.Text.ShouldBe(made.Text, made.Name);
            message.Parts[1].FileName.ShouldBe(made.FileName, made.Name);
            message.Parts[1].Bytes.ToArray().ShouldBe([0, 1, 2]);
            message.Problems.ShouldBeEmpty(made.Name);
            count++;
        }

        count.ShouldBe(96);
    }
}
