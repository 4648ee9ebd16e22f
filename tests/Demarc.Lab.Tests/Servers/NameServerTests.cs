using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Demarc.Lab.Servers;

namespace Demarc.Lab.Tests.Servers;

/// <summary>Servers of names, the lab's own and dnsmasq, asked on loopback.</summary>
public sealed class NameServerTests
{
    private const int NoError = 0;
    private const int ServerFailure = 2;
    private const int NoSuchName = 3;
    private const ushort A = 1;
    private const ushort Aaaa = 28;
    private static readonly Dictionary<string, IReadOnlyList<IPAddress>> Records = new(StringComparer.OrdinalIgnoreCase)
    {
        ["www.lab.example"] = [IPAddress.Parse("203.0.113.80"), IPAddress.Parse("203.0.113.81"), IPAddress.Parse("2001:db8:80::80")],
    };

    [Fact]
    public void A_known_name_has_its_addresses_by_family()
    {
        using var server = Start(new() { Address = IPAddress.Loopback, Port = 0, Records = Records });
        Ask(server.EndPoint, "WWW.lab.example", A)!.Value.ShouldBe((NoError, 2));
        Ask(server.EndPoint, "www.lab.example", Aaaa)!.Value.ShouldBe((NoError, 1));
        Ask(server.EndPoint, "www.lab.example", 16)!.Value.ShouldBe((NoError, 0));
        Ask(server.EndPoint, "nowhere.example", A)!.Value.ShouldBe((NoSuchName, 0));
    }

    [Fact]
    public void It_answers_over_TCP_as_well()
    {
        using var server = Start(new() { Address = IPAddress.Loopback, Port = 0, Records = Records });
        using var client = new TcpClient();
        client.Connect(server.EndPoint);
        var query = Query("www.lab.example", A);
        byte[] length = [0, (byte)query.Length];
        client.GetStream().Write([.. length, .. query]);
        client.GetStream().ReadExactly(length);
        var answer = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        client.GetStream().ReadExactly(answer);
        Meaning(answer).ShouldBe((NoError, 2));
    }

    [Fact]
    public void Manners_are_kept()
    {
        using var failing = Start(new() { Address = IPAddress.Loopback, Port = 0, Manner = NameManner.ServerFailure });
        Ask(failing.EndPoint, "www.lab.example", A)!.Value.ShouldBe((ServerFailure, 0));
        using var silent = Start(new() { Address = IPAddress.Loopback, Port = 0, Manner = NameManner.Silent });
        Ask(silent.EndPoint, "www.lab.example", A, waitMs: 300).ShouldBeNull();
    }

    [Fact]
    public void Nothing_that_is_sent_ends_it()
    {
        using var server = Start(new() { Address = IPAddress.Loopback, Port = 0, Records = Records });
        using var client = new UdpClient();
        client.Connect(server.EndPoint);
        var query = Query("www.lab.example", A);
        for (var cut = 0; cut < query.Length; cut++) client.Send(query.AsSpan(0, cut));
        client.Send([.. Enumerable.Repeat((byte)0xff, 600)]);
        Ask(server.EndPoint, "www.lab.example", A)!.Value.ShouldBe((NoError, 2));
    }

    [Fact]
    public void Dnsmasq_knows_the_scenarios_names_and_no_others()
    {
        Tools.Need(DnsmasqServer.Program);
        var plan = new NamePlan { Address = IPAddress.Parse("127.0.0.1"), Port = FreePort(), Records = Records };
        using var server = DnsmasqServer.Start(plan, HerePlace.Instance, TimeProvider.System);
        var at = new IPEndPoint(plan.Address, plan.Port);
        Ask(at, "www.lab.example", A)!.Value.Code.ShouldBe(NoError, server.Said);
        Ask(at, "www.lab.example", A)!.Value.Answers.ShouldBeGreaterThan(0);
        Ask(at, "nowhere.example", A)!.Value.ShouldBe((NoSuchName, 0));
    }

    /// <summary>A port nothing uses now; a program needs it told.</summary>
    internal static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static NameServer Start(NamePlan plan) => NameServer.Start(plan, HerePlace.Instance, TimeProvider.System);

    private static (int Code, int Answers)? Ask(IPEndPoint server, string name, ushort type, int waitMs = 10_000)
    {
        using var client = new UdpClient();
        client.Client.ReceiveTimeout = waitMs;
        client.Connect(server);
        client.Send(Query(name, type));
        try
        {
            IPEndPoint? from = null;
            return Meaning(client.Receive(ref from));
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static (int Code, int Answers) Meaning(byte[] answer)
    {
        (answer[0], answer[1]).ShouldBe(((byte)0x5a, (byte)0xa5));
        return (answer[3] & 0x0f, BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(6)));
    }

    private static byte[] Query(string name, ushort type)
    {
        List<byte> query = [0x5a, 0xa5, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
        foreach (var label in name.Split('.')) query.AddRange([(byte)label.Length, .. Encoding.ASCII.GetBytes(label)]);
        query.AddRange([0, 0, (byte)type, 0, 1]);
        return [.. query];
    }
}
