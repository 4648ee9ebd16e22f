using System.Text;
using System.Text.Json;
using Demarc.Cli;

namespace Demarc.Acceptance.Tests.Evidence;

/// <summary>Mails in which somebody is sure of a side that the pasted outputs do not bear out.</summary>
public sealed class LoudOpinionTests
{
    private const string Expired = """
        Our security lead is 100% certain your firewall is doing SSL inspection. Ping is fine so the server is fine.

        dana@lt-22:~$ curl -v https://portal.example.net/
        *   Trying 203.0.113.40:443...
        * Connected to portal.example.net (203.0.113.40) port 443
        * TLSv1.3 (OUT), TLS handshake, Client hello (1):
        * TLSv1.3 (IN), TLS handshake, Certificate (11):
        * TLSv1.3 (OUT), TLS alert, certificate expired (557):
        * SSL certificate problem: certificate has expired
        curl: (60) SSL certificate problem: certificate has expired

        > From: Raj (carrier NOC)
        > Sent: Tuesday, March 3, 2026 9:50 AM
        >
        > We do no inspection.
        >
        > $ openssl s_client -connect 203.0.113.40:443 -servername portal.example.net
        > CONNECTED(00000003)
        > depth=0 CN = portal.example.net
        > verify error:num=10:certificate has expired
        > notAfter=Mar  1 23:59:59 2026 GMT
        > ---
        > Verify return code: 10 (certificate has expired)
        > ---
        """;

    private const string Mtu = """
        Viktor (senior architect) wrote:
        > It is the MTU. It is ALWAYS the MTU. Set 1400 on everything and stop wasting my time.

        me@ws:~$ ping -c 3 -M do -s 1472 203.0.113.9
        PING 203.0.113.9 (203.0.113.9) 1472(1500) bytes of data.
        1480 bytes from 203.0.113.9: icmp_seq=1 ttl=54 time=21.0 ms
        1480 bytes from 203.0.113.9: icmp_seq=2 ttl=54 time=20.6 ms
        1480 bytes from 203.0.113.9: icmp_seq=3 ttl=54 time=20.9 ms

        --- 203.0.113.9 ping statistics ---
        3 packets transmitted, 3 received, 0% packet loss, time 2004ms

        me@ws:~$ curl -v -m 20 https://203.0.113.9:8443/
        *   Trying 203.0.113.9:8443...
        * connect to 203.0.113.9 port 8443 failed: Connection timed out
        curl: (28) Failed to connect to 203.0.113.9 port 8443 after 20003 ms: Connection timed out
        """;

    private const string Slow = """
        Provider! Hop 4 loses 70% of our packets!! That's why reports.example.net takes 9 seconds. Fix it.

        HOST: nuc                         Loss%   Snt   Last   Avg  Best  Wrst StDev
          1.|-- 192.168.0.1                0.0%   100    0.6   0.5   0.4   1.1   0.1
          2.|-- 198.51.100.33              1.0%   100    5.0   5.1   4.8   9.9   0.8
          3.|-- 203.0.113.129             68.0%   100    9.3   9.5   9.0  12.2   0.5
          4.|-- 203.0.113.10               0.0%   100   11.0  11.1  10.7  13.1   0.3

        $ curl -o /dev/null -s -w 'dns=%{time_namelookup} connect=%{time_connect} tls=%{time_appconnect} ttfb=%{time_starttransfer} total=%{time_total} code=%{http_code}\n' https://reports.example.net/daily
        dns=0.004 connect=0.015 tls=0.043 ttfb=9.112 total=9.140 code=200
        """;

    private const string Portal = """
        酒店里打不开公司邮箱 https://mail.example.com ，公司说服务器没有问题。

        $ curl -v http://mail.example.com/
        *   Trying 203.0.113.25:80...
        * Connected to mail.example.com (203.0.113.25) port 80 (#0)
        > GET / HTTP/1.1
        > Host: mail.example.com
        >
        < HTTP/1.1 302 Found
        < Location: http://10.10.0.1/login?url=http://mail.example.com/
        < Content-Length: 0
        <
        $ curl -v https://mail.example.com/
        *   Trying 203.0.113.25:443...
        * Connected to mail.example.com (203.0.113.25) port 443 (#0)
        * TLSv1.2 (OUT), TLS handshake, Client hello (1):
        * TLSv1.2 (IN), TLS handshake, Certificate (11):
        * SSL: no alternative certificate subject name matches target host name 'mail.example.com'
        curl: (60) SSL: no alternative certificate subject name matches target host name 'mail.example.com'
        """;

    private const string BothEnds = """
        分支 192.0.2.50 连不上总部 203.0.113.30:8080，服务器厂家说"包根本没到"，网络说"服务器没回"。两头同时抓包：

        [root@srv ~]# tcpdump -ni eth0 host 192.0.2.50 and port 8080
        10:00:01.000100 IP 192.0.2.50.51000 > 203.0.113.30.8080: Flags [S], seq 100, win 64240, options [mss 1460,sackOK,TS val 1 ecr 0,nop,wscale 7], length 0
        10:00:01.000150 IP 203.0.113.30.8080 > 192.0.2.50.51000: Flags [S.], seq 900, ack 101, win 65160, options [mss 1460,sackOK,TS val 9 ecr 1,nop,wscale 7], length 0
        10:00:02.010100 IP 192.0.2.50.51000 > 203.0.113.30.8080: Flags [S], seq 100, win 64240, options [mss 1460,sackOK,TS val 1011 ecr 0,nop,wscale 7], length 0
        10:00:02.010150 IP 203.0.113.30.8080 > 192.0.2.50.51000: Flags [S.], seq 900, ack 101, win 65160, options [mss 1460,sackOK,TS val 1019 ecr 1,nop,wscale 7], length 0

        [user@branch ~]$ sudo tcpdump -ni ens3 host 203.0.113.30
        10:00:01.000000 IP 192.0.2.50.51000 > 203.0.113.30.8080: Flags [S], seq 100, win 64240, options [mss 1460,sackOK,TS val 1 ecr 0,nop,wscale 7], length 0
        10:00:02.010000 IP 192.0.2.50.51000 > 203.0.113.30.8080: Flags [S], seq 100, win 64240, options [mss 1460,sackOK,TS val 1011 ecr 0,nop,wscale 7], length 0
        """;

    [Fact]
    public void An_expired_certificate_refutes_the_firewall()
    {
        using var told = Diagnose(Expired);
        (Side(told), Claims(told)).ShouldBe(("server-application", "firewall refuted"));
    }

    [Fact]
    public void Full_size_echoes_refute_the_mtu_and_the_side_stays_open()
    {
        using var told = Diagnose(Mtu);
        (Side(told), Claims(told)).ShouldBe(("undetermined", "mtu refuted"));
    }

    [Fact]
    public void A_late_first_byte_is_no_health_and_a_rationed_hop_no_loss()
    {
        using var told = Diagnose(Slow);
        Side(told).ShouldBe("undetermined");
        told.RootElement.GetProperty("sides")[0].GetProperty("side").GetString().ShouldBe("server-application");
        told.RootElement.GetProperty("harmless")[0].GetProperty("rule").GetString().ShouldBe("hop-loss-not-persisting");
    }

    [Fact]
    public void A_hotel_that_wants_a_login_is_no_fault_of_the_mail_server()
    {
        using var told = Diagnose(Portal);
        (Side(told), told.RootElement.GetProperty("verdict").GetProperty("cause").GetString()).ShouldBe(("local-network", "captive-portal"));
    }

    [Fact]
    public void Answers_lost_between_two_captures_are_neither_end_s_fault()
    {
        using var told = Diagnose(BothEnds);
        told.RootElement.GetProperty("subject").GetProperty("target").GetString().ShouldBe("203.0.113.30");
        Side(told).ShouldBe("undetermined");
        foreach (var side in told.RootElement.GetProperty("sides").EnumerateArray().Where(side => side.GetProperty("side").GetString() is "server-host" or "server-application" or "client-host"))
        {
            side.GetProperty("probability").GetDouble().ShouldBeLessThan(0.15);
        }
    }

    private static JsonDocument Diagnose(string text)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        CommandLine.Run(["diagnose", "-", "--json", "--quiet"], new MemoryStream(Encoding.UTF8.GetBytes(text)), output, error);
        return JsonDocument.Parse(output.ToString());
    }

    private static string? Side(JsonDocument told) => told.RootElement.GetProperty("verdict").GetProperty("side").GetString();

    private static string Claims(JsonDocument told) => string.Join(", ", told.RootElement.GetProperty("claims").EnumerateArray().Select(claim => $"{claim.GetProperty("claim").GetString()} {claim.GetProperty("status").GetString()}"));
}
