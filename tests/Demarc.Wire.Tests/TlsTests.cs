using System.Text;
using Demarc.Wire;

namespace Demarc.Wire.Tests;

public sealed class TlsTests
{
    [Fact]
    public void A_client_hello_gives_name_versions_ciphers_and_protocols()
    {
        var hello = Read(Record(22, Handshake(1, ClientHello("mail.example.com")))).OfType<TlsEvent.Handshake>().ShouldHaveSingleItem();
        hello.Type.ShouldBe((byte)1);
        TlsClientHello.TryParse(hello.Body, out var offered).IsComplete.ShouldBeTrue();
        offered.ServerName.ShouldBe("mail.example.com");
        offered.Versions.ShouldBe([(ushort)0x0304, (ushort)0x0303]);
        offered.Ciphers.Select(TlsNames.Cipher).ShouldBe(["TLS_AES_128_GCM_SHA256", "TLS_RSA_WITH_AES_128_CBC_SHA"]);
        offered.Alpn.ShouldBe(["h2", "http/1.1"]);
    }

    [Fact]
    public void A_server_hello_of_version_1_3_hides_it_in_an_extension()
    {
        var body = ServerHello([0, 43, 0, 2, 3, 4]);
        TlsServerHello.TryParse(body, out var hello).IsComplete.ShouldBeTrue();
        (TlsNames.Version(hello.Version), TlsNames.Cipher(hello.Cipher), hello.Retry).ShouldBe(("TLSv1.3", "TLS_AES_256_GCM_SHA384", false));
    }

    [Fact]
    public void A_server_hello_of_version_1_2_has_no_extensions_at_all()
    {
        TlsServerHello.TryParse(ServerHello([]).AsSpan()[..^2], out var hello).IsComplete.ShouldBeTrue();
        TlsNames.Version(hello.Version).ShouldBe("TLSv1.2");
    }

    [Fact]
    public void Messages_split_over_records_and_packets_are_put_together()
    {
        var message = Handshake(11, Certificates([1, 2, 3], [4, 5]));
        byte[] stream = [.. Record(22, message[..5]), .. Record(22, [.. message[5..], .. Handshake(14, [])])];
        var events = new List<TlsEvent>();
        var flow = new TlsFlow();
        foreach (var octet in stream) flow.Feed([octet], events);
        events.OfType<TlsEvent.Handshake>().Select(e => TlsNames.Handshake(e.Type)).ShouldBe(["certificate", "server-hello-done"]);
        TlsCertificates.TryParse(events.OfType<TlsEvent.Handshake>().First().Body, out var chain).IsComplete.ShouldBeTrue();
        chain.Select(c => c.Length).ShouldBe([3, 2]);
    }

    [Fact]
    public void An_alert_is_called_by_its_name()
    {
        var alert = Read(Record(21, [2, 70])).ShouldHaveSingleItem().ShouldBeOfType<TlsEvent.Alert>();
        (alert.Level, TlsNames.Alert(alert.Code)).ShouldBe(((byte)2, "protocol-version"));
    }

    [Fact]
    public void After_the_change_of_cipher_nothing_is_read_as_clear()
    {
        var events = Read([.. Record(20, [1]), .. Record(22, new byte[40]), .. Record(23, new byte[9])]);
        events[0].ShouldBeOfType<TlsEvent.CipherChange>();
        events[1].ShouldBe(new TlsEvent.Encrypted(TlsContent.Handshake, 40));
        events[2].ShouldBe(new TlsEvent.Encrypted(TlsContent.ApplicationData, 9));
    }

    [Fact]
    public void Text_on_the_port_is_not_TLS()
    {
        var other = Read(Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\n")).ShouldHaveSingleItem().ShouldBeOfType<TlsEvent.NotTls>();
        Encoding.ASCII.GetString(other.First).ShouldStartWith("HTTP/1.1 400");
    }

    [Fact]
    public void A_message_that_states_megabytes_ends_the_flow() => Ended(Record(22, [11, 0xff, 0xff, 0xff, 0])).ShouldBeTrue();

    [Fact]
    public void No_damage_makes_reading_throw()
    {
        byte[] stream =
        [
            .. Record(22, Handshake(1, ClientHello("mail.example.com"))), .. Record(22, Handshake(2, ServerHello([0, 16, 0, 5, 0, 3, 2, 104, 50]))),
            .. Record(22, Handshake(11, Certificates([1, 2, 3], [4]))), .. Record(21, [1, 0]),
        ];
        foreach (var octets in ByteDamage.Of(stream).Concat(ByteDamage.Rubbish(2000)))
        {
            foreach (var handshake in Read(octets).OfType<TlsEvent.Handshake>())
            {
                TlsClientHello.TryParse(handshake.Body, out _);
                TlsServerHello.TryParse(handshake.Body, out _);
                TlsCertificates.TryParse(handshake.Body, out _);
            }
        }

        foreach (var body in ByteDamage.Of(ClientHello("mail.example.com")))
        {
            TlsClientHello.TryParse(body, out _);
            TlsServerHello.TryParse(body, out _);
            TlsCertificates.TryParse(body, out _);
        }
    }

    private static List<TlsEvent> Read(byte[] octets)
    {
        var events = new List<TlsEvent>();
        new TlsFlow().Feed(octets, events);
        return events;
    }

    private static bool Ended(byte[] octets)
    {
        var flow = new TlsFlow();
        flow.Feed(octets, new List<TlsEvent>());
        return flow.Ended;
    }

    private static byte[] Record(byte type, byte[] body) => [type, 3, 3, .. Word(body.Length), .. body];

    private static byte[] Handshake(byte type, byte[] body) => [type, 0, .. Word(body.Length), .. body];

    private static byte[] ClientHello(string name)
    {
        byte[] server = [0, .. Word(name.Length), .. Encoding.ASCII.GetBytes(name)];
        byte[] extensions =
        [
            0, 0, .. Word(server.Length + 2), .. Word(server.Length), .. server,
            0, 16, 0, 14, 0, 12, 2, .. "h2"u8, 8, .. "http/1.1"u8,
            0, 43, 0, 5, 4, 3, 4, 3, 3,
        ];
        return [3, 3, .. new byte[32], 0, 0, 4, 0x13, 0x01, 0x00, 0x2f, 1, 0, .. Word(extensions.Length), .. extensions];
    }

    private static byte[] ServerHello(byte[] extensions) => [3, 3, .. new byte[32], 0, 0x13, 0x02, 0, .. Word(extensions.Length), .. extensions];

    private static byte[] Certificates(params byte[][] certificates)
    {
        byte[] list = [.. certificates.SelectMany(c => new byte[] { 0, (byte)(c.Length >> 8), (byte)c.Length }.Concat(c))];
        return [0, .. Word(list.Length), .. list];
    }

    private static byte[] Word(int value) => [(byte)(value >> 8), (byte)value];
}
