using System.Text;
using Demarc.Desk.Cases;
using Demarc.Desk.Keeping;
using Demarc.Desk.Sqlite;
using Demarc.Desk.Tests.Intake;
using Demarc.Desk.Tests.Store;

namespace Demarc.Desk.Tests.Keeping;

/// <summary>Artifacts of closed cases lie sealed with a key of their case; whoever may read them notices nothing, and without the key nobody can.</summary>
public sealed class SealingTests : IDisposable
{
    private const string Text = "the only copy of these words is an artifact";

    private readonly OpenDesk _desk = new();

    public SealingTests() => _desk.Desk.Evidence.Shelf.Grace = TimeSpan.Zero;

    private string Artifacts => Path.Combine(_desk.Folder, "artifacts");

    [Fact]
    public void A_day_after_its_closing_a_case_is_sealed_and_reads_as_before()
    {
        var closed = Closed();
        var (sha256, verdict) = (Sha(closed), _desk.Desk.Verdicts.Latest(closed.Id));
        _desk.Desk.Keeping.SealClosed(TestContext.Current.CancellationToken).ShouldBe(0, "it is often opened again within a day");
        _desk.Clock.Advance(TimeSpan.FromHours(25));
        _desk.Desk.Keeping.SealClosed(TestContext.Current.CancellationToken).ShouldBe(1);
        Plain().ShouldBeEmpty();
        Encoding.UTF8.GetString(_desk.Desk.Evidence.Shelf.Read(sha256)).ShouldBe(Text);
        _desk.Desk.Evidence.Shelf.IsSound(sha256).ShouldBeTrue();
        _desk.Desk.Evidence.Sight.TextOf(sha256, TestContext.Current.CancellationToken).ShouldBe(Text);
        _desk.Desk.Verdicts.Renew(OpenDesk.Somebody, closed.Id, TestContext.Current.CancellationToken)?.Document.ShouldBe(verdict?.Document);
        Plain().ShouldNotBeEmpty("it was opened to be read");
        File.SetLastWriteTimeUtc(Plain()[0], new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        _desk.Desk.Keeping.Chore(TestContext.Current.CancellationToken);
        Plain().ShouldBeEmpty("what nobody asks for is closed again");
    }

    [Fact]
    public void With_an_erased_case_its_key_goes_and_no_copy_of_the_files_can_be_opened_again()
    {
        var closed = Sealed();
        var sha256 = Sha(closed);
        var copy = Directory.GetFiles(Path.Combine(Artifacts, "sealed"), "*", SearchOption.AllDirectories).ShouldHaveSingleItem();
        var backup = File.ReadAllBytes(copy);
        _desk.Desk.Keeping.Erase(OpenDesk.Somebody, closed.Id, "asked").Left.ShouldBe(0);
        Directory.GetFiles(Path.Combine(Artifacts, "sealed"), "*", SearchOption.AllDirectories).ShouldBeEmpty();
        File.WriteAllBytes(copy, backup);
        Should.Throw<IOException>(() => _desk.Desk.Evidence.Shelf.Read(sha256));
        _desk.Desk.Store.Read(reading => reading.Number("SELECT COUNT(*) FROM case_key")).ShouldBe(0);
    }

    [Fact]
    public void Bytes_that_an_open_case_holds_too_stay_plain_for_it()
    {
        var closed = Closed();
        var open = _desk.Case("open");
        _desk.Add(open.Id, "same.txt", Text);
        Later();
        Plain().ShouldHaveSingleItem();
        _desk.Desk.Keeping.Erase(OpenDesk.Somebody, closed.Id, "asked");
        _desk.Desk.Evidence.Shelf.IsSound(Sha(open)).ShouldBeTrue();
    }

    [Fact]
    public void Bytes_that_are_sealed_for_one_case_and_come_to_another_are_kept_for_it()
    {
        var closed = Sealed();
        var open = _desk.Case("open");
        _desk.Add(open.Id, "same.txt", Text);
        _desk.Desk.Keeping.Erase(OpenDesk.Somebody, closed.Id, "asked");
        _desk.Desk.Keeping.Chore(TestContext.Current.CancellationToken);
        Encoding.UTF8.GetString(_desk.Desk.Evidence.Shelf.Read(Sha(open))).ShouldBe(Text);
    }

    [Fact]
    public void What_comes_to_a_sealed_case_is_sealed_in_its_turn_and_lost_at_no_time()
    {
        var letter = Mails.Letter("页面打不开", "It does not open.");
        var filed = _desk.Desk.Intake.Receive(letter.Octets(), TestContext.Current.CancellationToken).Case!;
        _desk.Desk.Cases.Close(OpenDesk.Somebody, filed.Id, CloseReasons.Solved);
        Later();
        Plain().ShouldBeEmpty();
        _desk.Desk.Intake.Receive((Mails.Letter("Re: 页面打不开", "谢谢！") with { InReplyTo = letter.MessageId }).Octets(), TestContext.Current.CancellationToken);
        _desk.Desk.Keeping.Sweep.Run();
        Sound(filed).ShouldBe(2);
        Later();
        Plain().ShouldBeEmpty();
        Sound(filed).ShouldBe(2);
        _desk.Desk.Cases.Audit(filed.Id).Count(line => line.Action == "seal").ShouldBe(2);
    }

    [Fact]
    public void A_case_that_is_opened_again_is_worked_on_as_before()
    {
        var closed = Sealed();
        _desk.Desk.Cases.Reopen(OpenDesk.Somebody, closed.Id, "it is back");
        _desk.Add(closed.Id, "more.txt", "more words");
        _desk.Desk.Keeping.Chore(TestContext.Current.CancellationToken);
        Sound(closed).ShouldBe(2);
        Later();
        Sound(closed).ShouldBe(2, "it is open: nothing more is sealed");
        Directory.GetFiles(Path.Combine(Artifacts, "sealed"), "*", SearchOption.AllDirectories).Length.ShouldBe(1);
    }

    [Fact]
    public void The_same_file_given_to_a_sealed_case_again_does_not_stay_plain()
    {
        var closed = Sealed();
        _desk.Add(closed.Id, "words.bin", Text);
        Plain().ShouldNotBeEmpty();
        Later();
        Plain().ShouldBeEmpty();
        Sound(closed).ShouldBe(1);
    }

    [Fact]
    public void A_damaged_file_is_neither_sealed_nor_lost_and_the_others_are_sealed()
    {
        var (bad, good) = (Closed("bad", "bad words"), Closed("good", "good words"));
        var path = _desk.Desk.Evidence.Shelf.PathOf(Sha(bad));
        File.WriteAllText(path, "other words");
        Later();
        File.ReadAllText(path).ShouldBe("other words", "a person may still want to look at it");
        Should.Throw<InvalidDataException>(() => _desk.Desk.Evidence.Shelf.Read(Sha(bad)));
        _desk.Desk.Cases.Audit(good.Id).ShouldContain(line => line.Action == "seal");
        Sound(good).ShouldBe(1);
    }

    [Fact]
    public void A_desk_with_another_key_says_which_one_is_missing()
    {
        var closed = Sealed();
        using var other = new CaseDesk(new SqliteDeskDatabase(Path.Combine(_desk.Folder, "desk.db")), Other(), _desk.Clock, () => throw new InvalidOperationException(), "0");
        Should.Throw<InvalidDataException>(() => other.Evidence.Shelf.Read(Sha(closed))).Message.ShouldContain("desk.key");
    }

    [Fact]
    public void A_sealing_that_was_cut_off_is_taken_up_again()
    {
        var closed = Closed();
        var key = new CaseKeys(_desk.Desk.Store, _desk.Desk.Keys).Make(closed.Id)!;
        var shelf = _desk.Desk.Evidence.Shelf;
        shelf.Sealed.Seal(shelf.PathOf(Sha(closed)), Sha(closed), closed.Id, key);
        Sound(closed).ShouldBe(1);
        Plain().ShouldHaveSingleItem("the case does not count as sealed yet");
        Later();
        Plain().ShouldBeEmpty();
        Sound(closed).ShouldBe(1);
    }

    [Fact]
    public void A_large_file_is_sealed_and_opened_in_little_memory()
    {
        // DEMARC_LARGE_OCTETS=2147483648 tries it with two gigabytes.
        var length = long.TryParse(Environment.GetEnvironmentVariable("DEMARC_LARGE_OCTETS"), out var asked) ? asked : 50_000_000;
        var opened = _desk.Case();
        using (var large = new Pattern(length)) _desk.Desk.AddFile(OpenDesk.Somebody, opened.Id, "large.bin", large, "page", null, null, TestContext.Current.CancellationToken);
        _desk.Desk.Cases.Close(OpenDesk.Somebody, opened.Id, CloseReasons.Solved);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Later();
        var took = watch.Elapsed;
        Plain().ShouldBeEmpty();
        _desk.Desk.Evidence.Shelf.IsSound(Sha(opened)).ShouldBeTrue();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        TestContext.Current.TestOutputHelper?.WriteLine($"{length} octets: sealed and read back in {took.TotalSeconds:0.0} s, opened and hashed in {(watch.Elapsed - took).TotalSeconds:0.0} s, {allocated} octets allocated");
        allocated.ShouldBeLessThan(10_000_000);
    }

    [Fact]
    public void Sealing_can_be_switched_off()
    {
        _desk.Desk.Settings.Set(OpenDesk.Somebody, "seal-closed", "off");
        Closed();
        Later();
        Plain().ShouldHaveSingleItem();
    }

    public void Dispose() => _desk.Dispose();

    private CaseRecord Closed(string title = "closed", string text = Text)
    {
        var opened = _desk.Case(title);
        _desk.Add(opened.Id, "words.bin", text);
        _desk.Desk.Cases.Close(OpenDesk.Somebody, opened.Id, CloseReasons.Solved);
        return opened;
    }

    private CaseRecord Sealed()
    {
        var closed = Closed();
        Later();
        Plain().ShouldBeEmpty();
        return closed;
    }

    private void Later()
    {
        _desk.Clock.Advance(TimeSpan.FromHours(25));
        _desk.Desk.Keeping.Chore(TestContext.Current.CancellationToken);
    }

    private string Sha(CaseRecord it) => _desk.Desk.Evidence.Of(it.Id)[0].Sha256;

    private int Sound(CaseRecord it) => _desk.Desk.Evidence.Of(it.Id).Count(piece => _desk.Desk.Evidence.Shelf.IsSound(piece.Sha256));

    /// <summary>Files of artifacts that are not sealed.</summary>
    private List<string> Plain() => [.. Directory.EnumerateFiles(Artifacts, "*", SearchOption.AllDirectories).Where(path => !path.Contains(Path.DirectorySeparatorChar + "sealed" + Path.DirectorySeparatorChar, StringComparison.Ordinal))];

    /// <summary>A folder with the same artifacts and another key.</summary>
    private string Other()
    {
        var other = Directory.CreateDirectory(Path.Combine(_desk.Folder, "other")).FullName;
        foreach (var path in Directory.EnumerateFiles(Artifacts, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(other, Path.GetRelativePath(_desk.Folder, path));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(path, to);
        }

        return other;
    }
}
