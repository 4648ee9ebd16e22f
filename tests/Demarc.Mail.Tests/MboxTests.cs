using System.Text;
using Demarc.Mail.Reading;

namespace Demarc.Mail.Tests;

public sealed class MboxTests
{
    private static List<string> Split(string mailbox, MboxQuoting quoting = MboxQuoting.Reversible) =>
        [.. Mbox.Split(Encoding.UTF8.GetBytes(mailbox), quoting).Select(message => Encoding.UTF8.GetString(message.Span))];

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void A_mailbox_is_cut_at_its_separator_lines(string lineEnd)
    {
        var mailbox = string.Join(lineEnd, "From lei@example.com Thu Sep  3 14:22:01 2026", "Subject: one", "", "text", "", "From han@example.com Thu Sep  3 14:23:01 2026 +0800", "Subject: two", "", "more", "");
        Split(mailbox).ShouldBe([string.Join(lineEnd, "Subject: one", "", "text", ""), string.Join(lineEnd, "Subject: two", "", "more", "")]);
    }

    [Fact]
    public void A_line_of_text_that_begins_with_from_is_text()
    {
        const string mailbox = "From a@example.com Thu Sep  3 14:22:01 2026\n\nText\nFrom b@example.com Thu Sep  3 14:22:01 2026\n\nFrom Monday on it works.\nFrom 9:00\n";
        Split(mailbox).ShouldHaveSingleItem();
    }

    [Fact]
    public void Quoted_lines_lose_one_mark()
    {
        const string mailbox = "From a@example.com Thu Sep  3 14:22:01 2026\n\n>From here\n>>From there\n> From\n>Fromage\n";
        Split(mailbox).ShouldBe(["\nFrom here\n>From there\n> From\n>Fromage\n"]);
        Split(mailbox, MboxQuoting.Original).ShouldBe(["\nFrom here\n>>From there\n> From\n>Fromage\n"]);
    }

    [Fact]
    public void What_is_no_mailbox_is_one_message()
    {
        Split("Subject: x\n\nFrom here\n").ShouldBe(["Subject: x\n\nFrom here\n"]);
        Split("").ShouldBeEmpty();
    }

    [Fact]
    public void Empty_messages_are_messages() =>
        Split("From a Thu Sep  3 14:22:01 2026\nFrom b Thu Sep  3 14:22:01 2026\n\nFrom c Thu Sep  3 14:22:01 2026\n").Count.ShouldBe(3);
}
