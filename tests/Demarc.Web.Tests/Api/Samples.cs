using System.Text;

namespace Demarc.Web.Tests.Api;

/// <summary>A thread, a mail and a note to send.</summary>
internal static class Samples
{
    public const string Thread = """
        From: Wei Chen <wei@customer.example>
        Sent: Tuesday, September 1, 2026 9:30 AM
        To: support@support.example
        Subject: RE: 网站打不开 shop.example.com

        从办公室访问 https://shop.example.com/ 完全打不开，一直超时；用手机 4G 打开正常。握手失败。

        $ curl -v --max-time 20 https://shop.example.com/
        *   Trying 203.0.113.10:443...
        * connect to 203.0.113.10 port 443 failed: Connection timed out
        * Failed to connect to shop.example.com port 443 after 20000 ms: Connection timed out
        curl: (28) Failed to connect to shop.example.com port 443 after 20000 ms: Connection timed out
        """;

    /// <summary>A thread that tells of no symptom: how prose is read depends on how busy the machine is, and two readings are compared.</summary>
    public const string Talk = """
        From: Wei Chen <wei@customer.example>
        Sent: Tuesday, September 1, 2026 9:30 AM
        To: support@support.example
        Subject: RE: 网站 shop.example.com

        握手的截图见附件。
        """;

    public const string Ping = """
        $ ping -c 3 shop.example.com
        PING shop.example.com (203.0.113.10) 56(84) bytes of data.
        64 bytes from 203.0.113.10: icmp_seq=1 ttl=54 time=12.1 ms
        64 bytes from 203.0.113.10: icmp_seq=2 ttl=54 time=12.3 ms
        64 bytes from 203.0.113.10: icmp_seq=3 ttl=54 time=12.0 ms

        --- shop.example.com ping statistics ---
        3 packets transmitted, 3 received, 0% packet loss, time 2003ms
        rtt min/avg/max/mdev = 12.0/12.1/12.3/0.1 ms
        """;

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>A mail from a customer.</summary>
    public static byte[] Mail(string id = "1", string subject = "shop is slow", string text = "It takes a minute.") =>
        Encoding.ASCII.GetBytes($"From: Ann <ann@customer.example>\r\nTo: support@support.example\r\nSubject: {subject}\r\nDate: Tue, 01 Sep 2026 09:30:00 +0200\r\nMessage-ID: <{id}@customer.example>\r\n\r\n{text}\r\n");
}
