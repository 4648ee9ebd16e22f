using System.Text;
using Demarc.Model;
using Demarc.Testing.Captures;
using static Demarc.Testing.Captures.Pcap;

namespace Demarc.Captures.Tests;

/// <summary>Whose word an HTTP status is, and for how much of a connection it stands.</summary>
public sealed class HttpAnswerTests
{
    private const string Client = "192.0.2.2:50000";
    private const string Good = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private const string Bad = "HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\n\r\n";
    private const string Missing = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
    private const string Get = "GET / HTTP/1.1\r\nHost: www.example.com\r\n\r\n";

    [Theory]
    [InlineData("CONNECT www.example.com:443 HTTP/1.1\r\nHost: www.example.com:443\r\n\r\n", "503 Service Unavailable")]
    [InlineData("GET http://www.example.com/a HTTP/1.1\r\nHost: www.example.com\r\n\r\n", "503 Service Unavailable")]
    [InlineData("GET HTTP://www.example.com/a HTTP/1.1\r\nHost: www.example.com\r\n\r\n", "403 Forbidden")]
    public void What_a_proxy_answers_is_not_the_servers_word(string request, string status)
    {
        var capture = Talk("192.0.2.8:3128", request, $"HTTP/1.1 {status}\r\nX-Squid-Error: ERR_DNS_FAIL 0\r\nContent-Length: 0\r\n\r\n");
        capture.Observations.OfType<Http>().ShouldBeEmpty();
        var it = capture.Connections.ShouldHaveSingleItem();
        (it.Http!.ToProxy, it.Http.Errors, it.Http.WorstStatus).ShouldBe((true, 1, int.Parse(status.AsSpan(0, 3), provider: null)));
        it.Findings.ShouldBe(["proxy-error"]);
    }

    [Fact]
    public void What_the_server_itself_answers_is()
    {
        var http = Talk("198.51.100.1:80", Get, Bad).Observations.OfType<Http>().ShouldHaveSingleItem();
        (http.Outcome, http.Status, http.Target).ShouldBe(("error-status", 503, "www.example.com"));
    }

    [Fact]
    public void One_error_among_many_good_answers_is_neither_a_failure_of_the_service_nor_none()
    {
        var capture = Talk("198.51.100.1:80", Get, [.. Enumerable.Repeat(Good, 60), Bad, .. Enumerable.Repeat(Good, 40)]);
        capture.Connections.ShouldHaveSingleItem().Http.ShouldBe(new TcpHttp(101, 101, 1, false, "www.example.com", 503, 40, capture.Connections[0].Http!.SlowestFrames));
        capture.Observations.OfType<Http>().ShouldBeEmpty();
        http(Missing).Outcome.ShouldBe("ok");

        Http http(string one) => Talk("198.51.100.1:80", Get, [.. Enumerable.Repeat(Good, 60), one, .. Enumerable.Repeat(Good, 40)]).Observations.OfType<Http>().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(3, 1, 503)]
    [InlineData(20, 5, 503)]
    [InlineData(100, 3, 503)]
    public void A_share_of_errors_or_the_last_answers_in_a_row_are(int good, int bad, int status)
    {
        var http = Talk("198.51.100.1:80", Get, [.. Enumerable.Repeat(Good, good), .. Enumerable.Repeat(Bad, bad)]).Observations.OfType<Http>().ShouldHaveSingleItem();
        (http.Outcome, http.Status).ShouldBe(("error-status", status));
    }

    [Fact]
    public void The_error_that_prevails_is_told_and_not_the_worst_one()
    {
        var http = Talk("198.51.100.1:80", Get, [Bad, .. Enumerable.Repeat(Good, 10), .. Enumerable.Repeat(Missing, 4)]).Observations.OfType<Http>().ShouldHaveSingleItem();
        http.Status.ShouldBe(404);
    }

    private static CaptureDocument Talk(string server, string request, params string[] answers)
    {
        var capture = new Pcap().Add(0, Client, server, Syn, 1000).Add(20, server, Client, Syn | Ack, 9000, 1001).Add(20.1, Client, server, Ack, 1001, 9001);
        var (asked, answered, at) = (1001u, 9001u, 21.0);
        foreach (var answer in answers)
        {
            capture.Add(at, Client, server, Ack, asked, answered, Encoding.ASCII.GetBytes(request));
            asked += (uint)request.Length;
            capture.Add(at + 40, server, Client, Ack, answered, asked, Encoding.ASCII.GetBytes(answer));
            answered += (uint)answer.Length;
            at += 50;
        }

        capture.Add(at, Client, server, Fin | Ack, asked, answered).Add(at + 20, server, Client, Fin | Ack, answered, asked + 1).Add(at + 20.1, Client, server, Ack, asked + 1, answered + 1);
        return CaptureReader.Read("t.pcap", static () => "", new MemoryStream(capture.Classic()));
    }
}
