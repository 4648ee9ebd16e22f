using System.Text;
using System.Text.Json;
using Demarc.Desk.Cases;
using Demarc.Desk.Evidence;
using Demarc.Desk.Tests.Store;
using Demarc.Diagnosing;
using Demarc.Model;
using Demarc.Reasoning;
using Demarc.Testing;

namespace Demarc.Desk.Tests.Evidence;

/// <summary>What was read from a piece is kept, says the same as reading it again, and goes with the piece.</summary>
public sealed class KeptReadingTests : IDisposable
{
    private readonly OpenDesk _open = new();

    public KeptReadingTests() => _open.Desk.Evidence.Shelf.Grace = TimeSpan.Zero;

    /// <summary>Pings enough for a reading to be kept.</summary>
    private static string Pings { get; } = "$ ping -c 400 192.0.2.1\nPING 192.0.2.1 (192.0.2.1) 56(84) bytes of data.\n"
        + string.Concat(Enumerable.Range(1, 400).Select(i => $"64 bytes from 192.0.2.1: icmp_seq={i} ttl=60 time=1.00 ms\n"))
        + "\n--- 192.0.2.1 ping statistics ---\n400 packets transmitted, 400 received, 0% packet loss, time 399000ms\nrtt min/avg/max/mdev = 1.000/1.000/1.000/0.000 ms\n";

    [Fact]
    public void A_new_piece_does_not_make_the_others_be_read_again()
    {
        var it = Pinged();
        var before = PingsOf(it);
        var path = _open.Desk.Evidence.Shelf.PathOf(_open.Desk.Evidence.Get(it.Id, "E1").Sha256);
        File.WriteAllText(path, "whoever reads this, reads again");
        _open.Add(it.Id, "more.txt", "网站打不开。\n");
        PingsOf(it).ShouldBe(before);
    }

    [Fact]
    public void A_reading_that_is_damaged_or_of_another_build_is_made_anew()
    {
        var it = Pinged();
        var before = PingsOf(it);
        var kept = Readings().ShouldHaveSingleItem();
        foreach (var content in new[] { [], [1, 2, 3], File.ReadAllBytes(kept)[..100], new byte[5000] })
        {
            File.WriteAllBytes(kept, content);
            PingsOf(it).ShouldBe(before, $"{content.Length} octets");
        }

        File.Move(kept, kept[..^16] + "0123456789abcdef");
        PingsOf(it).ShouldBe(before);
        Readings().ShouldHaveSingleItem("the other build's is gone").ShouldBe(kept);
    }

    [Fact]
    public void The_same_bytes_under_another_name_are_read_under_that_name()
    {
        var it = Pinged();
        var other = _open.Case();
        _open.Add(other.Id, "from-beijing.log", Pings);
        Read(other).Input.Observations.OfType<Ping>().Single().Evidence.Source.ShouldBe("E1 from-beijing.log");
        Read(it).Input.Observations.OfType<Ping>().Single().Evidence.Source.ShouldBe("E1 ping.log");
        Readings().Count.ShouldBe(2);
    }

    [Fact]
    public void What_was_read_goes_when_the_piece_is_erased()
    {
        var it = Pinged();
        Readings().ShouldNotBeEmpty();
        _open.Desk.Evidence.Erase(OpenDesk.Somebody, it.Id, _open.Desk.Evidence.Get(it.Id, "E1").Id, "asked");
        Readings().ShouldBeEmpty();
    }

    [Fact]
    public void Of_a_sealed_case_nothing_that_was_read_lies_in_the_clear_even_after_it_was_read_again()
    {
        var it = Pinged();
        _open.Desk.Cases.Close(OpenDesk.Somebody, it.Id, CloseReasons.Withdrawn, null);
        _open.Clock.Advance(TimeSpan.FromHours(25));
        _open.Desk.Keeping.SealClosed(TestContext.Current.CancellationToken).ShouldBe(1);
        Readings().ShouldBeEmpty();
        Read(it).Input.Observations.OfType<Ping>().ShouldHaveSingleItem();
        Readings().ShouldBeEmpty();
    }

    [Fact]
    public void The_ending_of_a_name_counts_as_it_does_for_diagnose()
    {
        var it = _open.Case();
        _open.Desk.AddFile(OpenDesk.Somebody, it.Id, "trace.etl", new MemoryStream(new byte[300]), "page", null);
        _open.Desk.AddFile(OpenDesk.Somebody, it.Id, "trace.dat", new MemoryStream(new byte[301]), "page", null);
        var unread = Read(it).Input.Unread;
        unread.Single(u => u.Source == "E1 trace.etl").Reason.ShouldNotBe(unread.Single(u => u.Source == "E2 trace.dat").Reason.Replace("trace.dat", "trace.etl", StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_kept_says_what_was_read_for_everything_in_the_corpus()
    {
        var files = new[] { "captures", "mail", "samples" }.Select(it => Repository.Shared("corpus", it)).Append(Repository.Shared("seeds"))
            .SelectMany(it => Directory.EnumerateFiles(it, "*", SearchOption.AllDirectories)).Where(it => new FileInfo(it).Length < 2_000_000 && !IsPicture(it)).Order(StringComparer.Ordinal).ToList();
        files.Count.ShouldBeGreaterThan(300);
        var met = 0;
        foreach (var file in files)
        {
            var read = CaseReading.Piece(file, Path.GetFileName(file), isFacts: false, TestContext.Current.CancellationToken);
            if (!read.IsLasting) continue;
            var kept = JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(read, ReadingJson.Default.PieceReading), ReadingJson.Default.PieceReading)!;
            Told(kept).ShouldBe(Told(read), file);
            met += read.Observations.Count;
        }

        met.ShouldBeGreaterThan(1000);
    }

    public void Dispose() => _open.Dispose();

    private static bool IsPicture(string file) => Path.GetExtension(file) is ".png" or ".jpg" or ".gif";

    /// <summary>All that a case with this one piece would be concluded from, and the account of what it was read by.</summary>
    private static string Told(PieceReading reading)
    {
        var (input, nothing) = CaseReading.Join([reading.Under("E1 ")]);
        var numbered = Numbering.Number(input);
        var text = new StringBuilder(JsonSerializer.Serialize(new() { Observations = numbered.Observations, Unread = numbered.Unread }, ModelJson.Readable.ObservationsDocument));
        text.Append(nothing).Append(input.Target).Append(input.Symptom);
        foreach (var (fact, rule) in input.Proposed) text.Append(rule).Append(' ').Append(fact.Kind).Append(' ').Append(fact.Evidence.Text).Append('\n');
        return text.ToString();
    }

    private CaseRecord Pinged()
    {
        var it = _open.Case();
        _open.Add(it.Id, "ping.log", Pings);
        return it;
    }

    private List<string> PingsOf(CaseRecord it) => [.. Read(it).Input.Observations.OfType<Ping>().Select(ping => JsonSerializer.Serialize(ping, ModelJson.Readable.Observation))];

    private (CaseInput Input, bool Nothing) Read(CaseRecord it) => _open.Desk.Verdicts.Engine.Read(_open.Desk.Evidence.Of(it.Id), TestContext.Current.CancellationToken);

    private List<string> Readings() => Directory.Exists(Path.Combine(_open.Folder, "artifacts", "readings")) ? [.. Directory.EnumerateFiles(Path.Combine(_open.Folder, "artifacts", "readings"), "*", SearchOption.AllDirectories)] : [];
}
