using Demarc.Mail.Sending;

namespace Demarc.Mail.Tests.Sending;

public sealed class AddressTests
{
    [Theory]
    [InlineData("noc@example.com")]
    [InlineData("case+42.a_b=c@mail.example.com")]
    [InlineData("\"a b\\\"c\"@example.com")]
    [InlineData("root@mailhost")]
    [InlineData("a@[192.0.2.1]")]
    [InlineData("a@[IPv6:2001:db8::1]")]
    [InlineData("小明@example.com")]
    public void Addresses_that_servers_take_are_taken(string address) => new Mailbox(address).Address.ShouldBe(address);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("example.com")]
    [InlineData("@example.com")]
    [InlineData("a@")]
    [InlineData("a@b@example.com")]
    [InlineData("a..b@example.com")]
    [InlineData(".a@example.com")]
    [InlineData("a b@example.com")]
    [InlineData("a@exa mple.com")]
    [InlineData("a@-x.example.com")]
    [InlineData("a@example..com")]
    [InlineData("a@example.com>")]
    [InlineData("<a@example.com>")]
    [InlineData("a,b@example.com")]
    [InlineData("a@example.com,b@example.com")]
    [InlineData("\"a\"b\"@example.com")]
    [InlineData("\"a\\\"@example.com")]
    [InlineData("a@[192.0.2]")]
    [InlineData("a@[192.0.2.1")]
    [InlineData("a@[x]")]
    [InlineData("a@[IPv6:fe80::1%eth0]")]
    [InlineData("a@ex_ample.com")]
    public void Anything_else_is_refused(string address) => Should.Throw<MessageFault>(() => new Mailbox(address));

    [Fact]
    public void Lengths_are_those_of_the_standard()
    {
        new Mailbox(new string('x', 64) + "@example.com").Address.Length.ShouldBe(76);
        Should.Throw<MessageFault>(() => new Mailbox(new string('x', 65) + "@example.com"));
        Should.Throw<MessageFault>(() => new Mailbox(new string('中', 22) + "@example.com"));
        Should.Throw<MessageFault>(() => new Mailbox("a@" + string.Join('.', Enumerable.Repeat(new string('x', 60), 5))));
        Should.Throw<MessageFault>(() => new Mailbox($"a@{new string('x', 64)}.example.com"));
    }

    [Fact]
    public void A_domain_in_another_script_is_kept_in_its_ascii_form()
    {
        new Mailbox("noc@例子.example").Address.ShouldBe("noc@xn--fsqu00a.example");
        new Mailbox("noc@例子.example").NeedsUtf8.ShouldBeFalse();
        new Mailbox("小明@example.com").NeedsUtf8.ShouldBeTrue();
    }

    [Fact]
    public void An_envelope_holds_everybody_once_the_hidden_too()
    {
        var message = Letters.Plain with { Cc = [new("alice@example.net"), new("ops@example.org")], Bcc = [new("hidden@example.org")] };
        var envelope = Envelope.Of(message);
        envelope.Recipients.ShouldBe(["alice@example.net", "ops@example.org", "hidden@example.org"]);
        envelope.Sender.ShouldBe("noc@example.com");
        Should.Throw<MessageFault>(() => new Envelope(null, []));
        Should.Throw<MessageFault>(() => new Envelope(null, Enumerable.Range(0, 101).Select(i => $"p{i}@example.com")));
    }

    [Theory]
    [InlineData("<a@example.com>", true)]
    [InlineData("<no-at-sign>", true)]
    [InlineData("a@example.com", false)]
    [InlineData("<a b@example.com>", false)]
    [InlineData("<a@example.com> <b@example.com>", false)]
    [InlineData("<>", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Identifiers_of_others_are_taken_where_they_can_be_written(string? id, bool writable)
    {
        MessageIdText.IsWritable(id).ShouldBe(writable);
        if (id is not null && !writable) Should.Throw<MessageFault>(() => Letters.Plain with { InReplyTo = id });
    }

    [Theory]
    [InlineData("<no-at-sign>")]
    [InlineData("<@example.com>")]
    [InlineData("<a@>")]
    [InlineData("<a@b@c>")]
    public void Our_own_identifier_has_two_sides(string id) => Should.Throw<MessageFault>(() => Letters.Plain with { MessageId = id });

    [Theory]
    [InlineData("text")]
    [InlineData("text/")]
    [InlineData("text/plain; charset=x")]
    [InlineData("message/rfc822")]
    [InlineData("multipart/mixed")]
    public void Attachment_types_that_cannot_be_written_are_refused(string type) => Should.Throw<MessageFault>(() => new Attachment("a.txt", default, type));

    [Theory]
    [InlineData("../etc/passwd")]
    [InlineData("a\\b.txt")]
    [InlineData(" ")]
    public void Attachment_names_with_folders_are_refused(string name) => Should.Throw<MessageFault>(() => new Attachment(name, default));
}
