using Demarc.Model;
using Demarc.Testing.Captures;
using Demarc.Testing;
using static Demarc.Testing.Captures.Pcap;

namespace Demarc.Captures.Tests;

/// <summary>Files cut anywhere and with any octet changed: no exception, and what came before the damage is told.</summary>
public sealed class DamageTests
{
    private static readonly byte[][] Files = [Recorded().Classic(), Recorded().Classic(big: true, nano: true), Recorded().Ng(), Recorded().Ng(big: true)];

    private static Pcap Recorded() => new Pcap().Add(0, "192.0.2.2:50000", "198.51.100.1:443", Syn, 1000).Add(20, "198.51.100.1:443", "192.0.2.2:50000", Syn | Ack, 9000, 1001)
        .Unreachable(25, "203.0.113.9", "192.0.2.2", 13, "192.0.2.2:50000", "198.51.100.1:443").Add(26, "192.0.2.2:50000", "198.51.100.1:443", Ack, 1001, 9001, 30);

    private static CaptureDocument Read(byte[] file) => CaptureReader.Read("t.pcap", static () => "", new MemoryStream(file));

    [Fact]
    public void Every_prefix_is_read_and_a_cut_packet_is_told()
    {
        foreach (var file in Files)
        {
            for (var length = 0; length < file.Length; length++) Read(file[..length]);
            var cut = Read(file[..^5]);
            cut.Observations.Count.ShouldBe(1);
            cut.Unread.ShouldHaveSingleItem().Reason.ShouldContain("ends in the middle");
        }
    }

    [Fact]
    public void A_key_log_of_any_size_is_passed_over()
    {
        foreach (var big in new[] { false, true })
        {
            var told = Read(Recorded().Ng(big, secrets: 2_100_001));
            (told.Packets, told.Unread.Count, told.Unreadable).ShouldBe((4, 0, false));
        }
    }

    [Fact]
    public void A_file_damaged_before_its_first_packet_is_not_read()
    {
        var file = Recorded().Ng();
        file[32] = 0xFF;
        (Read(file).Unreadable, Read(Recorded().Ng()[..70]).Unreadable, Read(new Pcap().Ng()).Unreadable).ShouldBe((true, true, false));
    }

    [Fact]
    public void Every_octet_may_be_any_other()
    {
        foreach (var file in Files)
        {
            for (var at = 0; at < file.Length; at++)
            {
                foreach (var other in (ReadOnlySpan<byte>)[0, 1, 0x7F, 0x80, 0xFF])
                {
                    var changed = (byte[])file.Clone();
                    changed[at] = other;
                    Read(changed);
                }
            }
        }
    }

    [Fact]
    public void A_length_that_cannot_be_ends_the_reading_with_a_word()
    {
        var file = Recorded().Classic();
        file.AsSpan(24 + 8, 4).Fill(0xFF);
        Read(file).Unread.ShouldHaveSingleItem().Reason.ShouldContain("damaged");
    }

    [Fact]
    public void Every_capture_of_the_corpus_is_read_to_its_end()
    {
        var root = Repository.Shared("corpus", "captures");
        foreach (var path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Where(path => path.EndsWith(".pcap", StringComparison.Ordinal) || path.EndsWith(".pcapng", StringComparison.Ordinal)))
        {
            using var stream = File.OpenRead(path);
            CaptureReader.Read(path, static () => "", stream).Observations.ShouldNotBeNull(path);
        }
    }
}
