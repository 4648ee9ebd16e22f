using Demarc.Model;
using Demarc.Transcripts.OpenSsl;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.OpenSsl;

public sealed class SClientReaderTests
{
    private const string SelfSigned = """
        root@client:~# openssl s_client -connect 192.0.2.7:443 -servername test.example
        CONNECTED(00000003)
        depth=0 CN = test.example
        verify error:num=18:self-signed certificate
        verify return:1
        ---
        Certificate chain
         0 s:CN = test.example
           i:CN = test.example
           a:PKEY: rsaEncryption, 2048 (bit); sigalg: RSA-SHA256
           v:NotBefore: Nov 26 10:54:01 2026 GMT; NotAfter: Nov 28 10:54:01 2026 GMT
        ---
        Server certificate
        -----BEGIN CERTIFICATE-----
        MIIDDzCCAfegAwIBAgIUE0Ox1zck
        -----END CERTIFICATE-----
        subject=CN = test.example
        issuer=CN = test.example
        ---
        No client certificate CA names sent
        Peer signing digest: SHA256
        Server Temp Key: X25519, 253 bits
        ---
        SSL handshake has read 1343 bytes and written 398 bytes
        Verification error: self-signed certificate
        ---
        New, TLSv1.3, Cipher is TLS_AES_256_GCM_SHA384
        Server public key is 2048 bit
        Secure Renegotiation IS NOT supported
        Early data was not sent
        Verify return code: 18 (self-signed certificate)
        ---
        DONE
        """;

    private static List<Observation> Read(string text) => [.. Blocks.Of(text, new SClientReader()).SelectMany(block => block.Observations)];

    private static Tls Handshake(string text) => Read(text).OfType<Tls>().ShouldHaveSingleItem();

    [Fact]
    public void Reads_a_whole_session()
    {
        var found = Read(SelfSigned);
        var connect = found.OfType<Connect>().ShouldHaveSingleItem();
        (connect.Target, connect.TargetAddress, connect.Port, connect.Outcome).ShouldBe(("192.0.2.7", "192.0.2.7", 443, "ok"));
        var tls = found.OfType<Tls>().ShouldHaveSingleItem();
        (tls.Outcome, tls.Verify, tls.Version, tls.Cipher, tls.Sni, tls.Port).ShouldBe(("verify-failed", "self-signed", "TLSv1.3", "TLS_AES_256_GCM_SHA384", "test.example", 443));
        var leaf = tls.Chain.ShouldHaveSingleItem();
        (leaf.Subject, leaf.Issuer, leaf.NotBefore, leaf.NotAfter).ShouldBe(("CN = test.example", "CN = test.example", "Nov 26 10:54:01 2026 GMT", "Nov 28 10:54:01 2026 GMT"));
        Blocks.Lines(tls).ShouldBe([2, 33]);
    }

    /// <summary>A protocol and a verify code of 0 are printed though nothing was negotiated and no certificate came.</summary>
    [Fact]
    public void An_alert_leaves_neither_protocol_nor_verification()
    {
        var tls = Handshake("""
            CONNECTED(00000003)
            40771A2B397F0000:error:0A000438:SSL routines:ssl3_read_bytes:tlsv1 alert internal error:../ssl/record/rec_layer_s3.c:1602:SSL alert number 80
            ---
            no peer certificate available
            ---
            SSL handshake has read 7 bytes and written 104 bytes
            Verification: OK
            ---
            New, (NONE), Cipher is (NONE)
            SSL-Session:
                Protocol  : TLSv1.1
                Cipher    : 0000
                Start Time: 1795690442
                Verify return code: 0 (ok)
            """);
        (tls.Outcome, tls.Alert, tls.Version, tls.Cipher, tls.Verify).ShouldBe(("alert", "internal error", null, null, null));
        tls.Chain.ShouldBeEmpty();
        tls.Time!.Utc.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1795690442));
    }

    [Theory]
    [InlineData("40372DFE657F0000:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../ssl/record/ssl3_record.c:350:", "plaintext")]
    [InlineData("40372DFE657F0000:error:0A000126:SSL routines:ssl3_read_n:unexpected eof while reading:../ssl/record/rec_layer_s3.c:308:", "reset")]
    [InlineData("write:errno=104", "reset")]
    [InlineData("^C", "timeout")]
    public void Tells_how_a_handshake_broke(string line, string outcome) => Handshake("CONNECTED(00000003)\n" + line).Outcome.ShouldBe(outcome);

    [Theory]
    [InlineData("40C784DB277F0000:error:8000006F:system library:BIO_connect:Connection refused:../crypto/bio/bio_sock2.c:117:calling connect()\nconnect:errno=111", "refused", null)]
    [InlineData("connect: Connection timed out\nconnect:errno=110", "timeout", null)]
    [InlineData("connect:errno=113", "unreachable", "host")]
    public void Tells_why_a_connection_failed(string text, string outcome, string? code)
    {
        var connect = Read("$ openssl s_client -connect www.example.com:443\n" + text).ShouldHaveSingleItem().ShouldBeOfType<Connect>();
        (connect.Target, connect.Port, connect.Outcome, connect.Code).ShouldBe(("www.example.com", 443, outcome, code));
    }

    [Fact]
    public void A_name_that_does_not_resolve_is_an_error_text()
    {
        Read("40878FF79F7F0000:error:10080002:BIO routines:BIO_lookup_ex:system lib:../crypto/bio/bio_addr.c:746:Name or service not known\nconnect:errno=0")
            .OfType<ErrorText>().ShouldHaveSingleItem().Meaning.ShouldBe("could-not-resolve");
    }

    [Fact]
    public void Reads_subject_and_dates_of_x509()
    {
        var leaf = Handshake("subject=CN = www.example.com\nissuer=C = US, O = Example CA\nnotBefore=Nov 26 10:54:01 2025 GMT\nnotAfter=Nov 28 10:54:01 2025 GMT\nSHA1 Fingerprint=85:1A").Chain.ShouldHaveSingleItem();
        (leaf.Subject, leaf.Issuer, leaf.NotAfter, leaf.Fingerprint).ShouldBe(("CN = www.example.com", "C = US, O = Example CA", "Nov 28 10:54:01 2025 GMT", "85:1A"));
    }

    [Theory]
    [InlineData("Certificate chain")]
    [InlineData("We see Verify return code: 0 (ok) but it fails")]
    [InlineData("depth=first search")]
    [InlineData("Connecting to people is hard")]
    [InlineData("    Verify return code: 0 (ok)")]
    [InlineData("[error] SSL_do_handshake() failed (SSL: error:14094416:SSL routines:ssl3_read_bytes:sslv3 alert certificate unknown:SSL alert number 46)")]
    public void Prose_and_logs_of_others_say_nothing(string line) => Read(line).ShouldBeEmpty();

    [Fact]
    public void Corpus_samples()
    {
        var alert = Read(Blocks.Sample("openssl", "01-s_client-alert-40-handshake-failure.txt")).OfType<Tls>().ShouldHaveSingleItem();
        (alert.Outcome, alert.Alert, alert.Version, alert.Verify, alert.Port).ShouldBe(("alert", "handshake failure", null, null, 443));
        var expired = Handshake(Blocks.Sample("openssl", "02-s_client-expired-certificate-tail.txt"));
        (expired.Outcome, expired.Verify, expired.Version, expired.Cipher, expired.Chain!.Count).ShouldBe(("verify-failed", "expired", "TLSv1.3", "TLS_AES_256_GCM_SHA384", 1));
        var windows = Read(Blocks.Sample("openssl", "04-s_client-windows-connect-unknown-error.txt")).ShouldHaveSingleItem().ShouldBeOfType<Connect>();
        (windows.Outcome, windows.Port, windows.Target).ShouldBe(("timeout", 443, "www.google.com"));
        var incomplete = Read(Blocks.Sample("openssl", "05-s_client-num20-21-incomplete-chain.txt")).OfType<Tls>().ShouldHaveSingleItem();
        (incomplete.Outcome, incomplete.Verify, incomplete.Chain!.Count).ShouldBe(("verify-failed", "unknown-issuer", 2));
        incomplete.Chain[0].Issuer.ShouldBe("C = BE, O = GlobalSign nv-sa, CN = GlobalSign RSA OV SSL CA 2018");
        incomplete.Chain[0].Issuer.ShouldNotBe(incomplete.Chain[1].Subject);
    }

    [Fact]
    public void Survives_damage() => Blocks.Survive(SelfSigned + "\n40771A2B397F0000:error:0A000438:SSL routines:ssl3_read_bytes:tlsv1 alert internal error:x.c:1602:SSL alert number 80\nconnect:errno=111\n", new SClientReader());
}
