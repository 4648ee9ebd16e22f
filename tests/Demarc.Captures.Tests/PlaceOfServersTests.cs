using Demarc.Model;
using Demarc.Testing.Captures;
using static Demarc.Testing.Captures.Pcap;

namespace Demarc.Captures.Tests;

/// <summary>A capture beside a server is the server's own for what comes to it, and not for what the server itself asks of others.</summary>
public sealed class PlaceOfServersTests
{
    private const string FrontEnd = "192.0.2.80";
    private const string Api = "198.51.100.20:8443";

    [Fact]
    public void A_servers_own_calls_are_seen_at_their_client()
    {
        var capture = Serving();
        for (var i = 0; i < 4; i++) Unanswered(capture, $"{FrontEnd}:{45_000 + i}", Api, 10_000 + (i * 500));
        var told = CaptureReader.Read("t.pcap", static () => "", new MemoryStream(capture.Sorted().Classic()));
        told.Place.ShouldBe("server");
        told.Connections.Where(it => it.Server == Api).Select(it => (it.Vantage, it.Place, it.Evidence.Vantage)).Distinct().ShouldBe([(null, "client", null)]);
        told.Connections.Where(it => it.Server != Api).Select(it => (it.Vantage, it.Place, it.Evidence.Vantage)).Distinct().ShouldBe([("server-itself", "server", "server-itself")]);
    }

    [Fact]
    public void What_two_others_say_to_each_other_beside_a_server_tells_no_place()
    {
        var capture = Unanswered(Serving(), "203.0.113.7:1000", Api, 10_000);
        CaptureReader.Read("t.pcap", static () => "", new MemoryStream(capture.Sorted().Classic())).Connections.Single(it => it.Server == Api).Place.ShouldBe("unknown");
    }

    /// <summary>Six clients whom the front end answers at once.</summary>
    private static Pcap Serving()
    {
        var capture = new Pcap();
        for (var i = 0; i < 6; i++)
        {
            var (client, server, at) = ($"203.0.113.{10 + i}:40000", $"{FrontEnd}:443", i * 1000);
            capture.Add(at, client, server, Syn, 1000).Add(at + 0.1, server, client, Syn | Ack, 9000, 1001).Add(at + 40, client, server, Ack, 1001, 9001)
                .Add(at + 200, client, server, Fin | Ack, 1001, 9001).Add(at + 200.1, server, client, Fin | Ack, 9001, 1002).Add(at + 240, client, server, Ack, 1002, 9002);
        }

        return capture;
    }

    private static Pcap Unanswered(Pcap capture, string client, string server, double at)
    {
        foreach (var later in new[] { 0, 1000, 3000 }) capture.Add(at + later, client, server, Syn, 1000);
        return capture;
    }
}
