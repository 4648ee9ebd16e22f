using System.Text;
using Demarc.Mail.Sending;

namespace Demarc.Mail.Tests.Sending;

/// <summary>Messages the tests write.</summary>
internal static class Letters
{
    public static OutgoingMessage Plain { get; } = new()
    {
        From = new("noc@example.com", "网络支持中心"),
        To = [new("alice@example.net", "Alice Example")],
        Subject = "案例 42：到 192.0.2.10 的丢包",
        Date = new DateTimeOffset(2026, 9, 3, 14, 22, 5, TimeSpan.FromHours(8)),
        MessageId = "<case42.3.5f1e@example.com>",
        Text = "您好，\n\n从 192.0.2.1 到 192.0.2.10 的第 4 跳开始丢包。\n",
    };

    public static string Ascii(byte[] message) => Encoding.Latin1.GetString(message);

    /// <summary>The lines of the header, folded as they are.</summary>
    public static string[] HeaderLines(byte[] message) => Ascii(message).Split("\r\n\r\n")[0].Split("\r\n");

    public static Envelope To(params string[] recipients) => new("noc@example.com", recipients);
}
