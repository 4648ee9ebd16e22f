using System.Data.Common;
using System.Text;
using Demarc.Desk.Intake;
using Demarc.Desk.Intake.Folders;
using Demarc.Desk.Store;
using Demarc.Desk.Tests.Store;

namespace Demarc.Desk.Tests.Intake.Folders;

/// <summary>Mails dropped into a folder: each is taken in once, whatever happens on the way.</summary>
public sealed class MailFolderTests : IDisposable
{
    private readonly OpenDesk _desk = new();
    private readonly string _drop = Directory.CreateTempSubdirectory("demarc-drop-").FullName;
    private readonly List<FolderMail> _told = [];

    [Fact]
    public void A_mail_file_opens_a_case_and_is_put_away()
    {
        Settled("one.eml", Letter("页面打不开"));
        var round = Look();
        (round.Taken, round.Known, round.Refused, round.Waiting, round.Trouble).ShouldBe((1, 0, 0, 0, null));
        _desk.Desk.Cases.List(new()).ShouldHaveSingleItem().Case.Title.ShouldBe("页面打不开");
        Files().ShouldBe(["taken/one.eml"]);
        _told.ShouldHaveSingleItem().Result!.Kind.ShouldBe(IntakeEnd.Opened);
        Look().ShouldBe(FolderRound.Nothing);
    }

    [Fact]
    public void A_file_that_grows_is_not_read_before_it_stood_still()
    {
        var letter = Letter("growing");
        var folder = Folder();
        Written("one.eml", letter[..(letter.Length / 2)], 2030);
        folder.Look().Waiting.ShouldBe(1);
        _desk.Clock.Advance(MailFolder.Settles / 2);
        Written("one.eml", letter, 2030);
        folder.Look().Waiting.ShouldBe(1);
        _desk.Clock.Advance(MailFolder.Settles / 2);
        folder.Look().Waiting.ShouldBe(1, "it changed since it was seen first");
        _desk.Clock.Advance(MailFolder.Settles / 2);
        folder.Look().Taken.ShouldBe(1);
        _desk.Desk.Threads.Turns(_desk.Desk.Cases.List(new())[0].Case.Id).ShouldHaveSingleItem().Body.ShouldBe("It does not open.");
    }

    [Fact]
    public void A_mail_that_was_taken_but_not_put_away_is_known_when_it_is_met_again()
    {
        var letter = Letter("once");
        Settled("one.eml", letter);
        Look().Taken.ShouldBe(1);
        Directory.CreateDirectory(Path.Combine(_drop, ".taking"));
        File.Move(Path.Combine(_drop, "taken", "one.eml"), Path.Combine(_drop, ".taking", "one.eml"));
        var again = Look();
        (again.Taken, again.Known).ShouldBe((0, 1));
        _desk.Desk.Threads.Turns(_desk.Desk.Cases.List(new()).ShouldHaveSingleItem().Case.Id).Count.ShouldBe(1);
        Files().ShouldBe(["taken/one.eml"]);
    }

    [Fact]
    public void A_look_that_is_cut_off_in_the_middle_of_a_mailbox_goes_on_without_doubling_a_mail()
    {
        Settled("box.mbox", Mailbox(40));
        using var cut = new CancellationTokenSource();
        var folder = Folder();
        Should.Throw<OperationCanceledException>(() => folder.Look(mail =>
        {
            if (mail.Number == 17) cut.Cancel();
        }, cut.Token));
        _desk.Desk.Cases.List(new()).Count.ShouldBe(17);
        var round = Look();
        (round.Taken, round.Known, round.Refused).ShouldBe((23, 17, 0));
        _desk.Desk.Cases.List(new(Most: 100)).Count.ShouldBe(40);
        Files().ShouldBe(["taken/box.mbox"]);
    }

    [Fact]
    public void Mails_of_a_maildir_go_from_new_to_cur()
    {
        foreach (var name in new[] { "new", "cur", "tmp" }) Directory.CreateDirectory(Path.Combine(_drop, "desk", name));
        Settled("desk/new/1772400000.M1.mail.example.com", Letter("first"));
        Settled("desk/tmp/1772400001.M2.mail.example.com", Letter("half"));
        Settled("desk/cur/1772399999.M0.mail.example.com:2,S", Letter("read already"));
        Look().Taken.ShouldBe(1);
        _desk.Desk.Cases.List(new()).ShouldHaveSingleItem().Case.Title.ShouldBe("first");
        Files().ShouldBe(["desk/cur/1772399999.M0.mail.example.com:2,S", "desk/cur/1772400000.M1.mail.example.com:2,S", "desk/tmp/1772400001.M2.mail.example.com"]);
    }

    [Fact]
    public void What_is_no_mail_is_put_aside_with_the_reason_and_the_others_are_taken()
    {
        Settled("a.eml", new byte[3000]);
        Settled("b.eml", []);
        Settled("c.mbox", "nothing of a mailbox\n"u8.ToArray());
        Settled("d.eml", Letter("good"));
        var round = Look();
        (round.Taken, round.Refused).ShouldBe((1, 3));
        Files().ShouldBe(["refused/a.eml", "refused/a.eml.reason.txt", "refused/b.eml", "refused/b.eml.reason.txt", "refused/c.mbox", "refused/c.mbox.reason.txt", "taken/d.eml"]);
        File.ReadAllLines(Path.Combine(_drop, "refused", "b.eml.reason.txt")).ShouldBe(["it is empty", "文件为空"]);
    }

    [Fact]
    public void A_link_is_not_followed()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("making links needs a right of its own on Windows");
        var secret = Path.Combine(_desk.Folder, "secret.eml");
        File.WriteAllBytes(secret, Letter("secret"));
        File.CreateSymbolicLink(Path.Combine(_drop, "link.eml"), secret);
        Directory.CreateDirectory(Path.Combine(_desk.Folder, "box", "new"));
        Directory.CreateDirectory(Path.Combine(_desk.Folder, "box", "cur"));
        File.WriteAllBytes(Path.Combine(_desk.Folder, "box", "new", "1"), Letter("secret too"));
        Directory.CreateSymbolicLink(Path.Combine(_drop, "box"), Path.Combine(_desk.Folder, "box"));
        var round = Look();
        (round.Taken, round.Refused).ShouldBe((0, 1));
        _desk.Desk.Cases.List(new()).ShouldBeEmpty();
        File.Exists(secret).ShouldBeTrue();
        File.ReadAllLines(Path.Combine(_drop, "refused", "link.eml.reason.txt"))[0].ShouldContain("link");
    }

    [Fact]
    public void A_mail_that_is_too_large_is_not_even_read()
    {
        var path = Path.Combine(_drop, "large.eml");
        using (var file = File.Create(path)) file.SetLength(65L * 1024 * 1024);
        File.SetLastWriteTimeUtc(path, new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Look().Refused.ShouldBe(1);
        _told.ShouldHaveSingleItem().Reason.Zh.ShouldContain("上限");
    }

    [Fact]
    public void Other_files_of_the_folder_are_left_alone()
    {
        foreach (var name in new[] { "notes.txt", "inbox", ".hidden.eml", "mail.eml.part" }) Settled(name, Letter(name));
        Look().ShouldBe(FolderRound.Nothing);
        Files().ShouldBe([".hidden.eml", "inbox", "mail.eml.part", "notes.txt"]);
    }

    [Fact]
    public void A_store_that_is_busy_leaves_the_mail_where_it_is()
    {
        Settled("one.eml", Letter("later"));
        var broken = new BrokenDatabase(_desk.Desk.Store.Database);
        using var desk = new CaseDesk(broken, _desk.Folder, _desk.Clock, () => throw new InvalidOperationException(), "0");
        desk.MailFolder(_drop).Look().Trouble!.En.ShouldContain("busy");
        var left = Directory.EnumerateFiles(_drop, "one.eml", SearchOption.AllDirectories).ShouldHaveSingleItem();
        left.ShouldNotContain("refused");
        Look().Taken.ShouldBe(1);
    }

    [Fact]
    public void Only_one_looks_at_a_time()
    {
        Settled("one.eml", Letter("one"));
        FolderRound? other = null;
        Folder().Look(_ => other = Folder().Look());
        other!.Trouble!.En.ShouldContain("another Demarc");
    }

    [Fact]
    public void The_server_looks_into_the_folder_of_the_settings_and_nowhere_without()
    {
        Written("one.eml", Letter("set"), 2030);
        _desk.Desk.PollMailFolder(TestContext.Current.CancellationToken).ShouldBe(FolderRound.Nothing);
        _desk.Desk.Settings.Set(OpenDesk.Somebody, "mail-folder", "drop");
        _desk.Desk.PollMailFolder(TestContext.Current.CancellationToken).Trouble!.En.ShouldContain("whole path");
        _desk.Desk.Settings.Set(OpenDesk.Somebody, "mail-folder", _drop);
        _desk.Desk.PollMailFolder(TestContext.Current.CancellationToken).Waiting.ShouldBe(1);
        _desk.Clock.Advance(MailFolder.Settles);
        _desk.Desk.PollMailFolder(TestContext.Current.CancellationToken).Taken.ShouldBe(1);
        _desk.Desk.Settings.Set(OpenDesk.Somebody, "mail-folder", Path.Combine(_drop, "gone"));
        _desk.Desk.PollMailFolder(TestContext.Current.CancellationToken).Trouble!.Zh.ShouldContain("没有文件夹");
    }

    public void Dispose()
    {
        _desk.Dispose();
        Directory.Delete(_drop, recursive: true);
    }

    private static byte[] Letter(string subject) => Mails.Letter(subject, "It does not open.").Octets();

    private static byte[] Mailbox(int count) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, count).Select(i => $"From li@example.net Mon Mar  2 09:00:00 2026\nFrom: li@example.net\nSubject: mail {i}\nMessage-ID: <box.{i}@example.net>\n\nThe page number {i} does not open since noon, please look.\n\n")));

    private MailFolder Folder() => _desk.Desk.MailFolder(_drop);

    private FolderRound Look()
    {
        _told.Clear();
        return Folder().Look(_told.Add);
    }

    private void Settled(string name, byte[] octets)
    {
        Written(name, octets, 2026);
    }

    /// <summary>The desk's clock stands in March 2026: what bears a later year is known by looking twice only.</summary>
    private void Written(string name, byte[] octets, int year)
    {
        var path = Path.Combine(_drop, name);
        File.WriteAllBytes(path, octets);
        File.SetLastWriteTimeUtc(path, new(year, 1, 1, 0, 0, 0, DateTimeKind.Utc));
    }

    private List<string> Files() => [.. Directory.EnumerateFiles(_drop, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(_drop, path).Replace('\\', '/')).Where(path => path != ".demarc.lock").Order(StringComparer.Ordinal)];

    /// <summary>Reads, and refuses every change as a busy store does.</summary>
    private sealed class BrokenDatabase(IDeskDatabase inner) : IDeskDatabase
    {
        public DbConnection Open() => inner.Open();

        public DbTransaction BeginWriting(DbConnection connection) => throw new IOException("the store is busy");

        public void Index(DeskWriting writing, SearchText text) => inner.Index(writing, text);

        public IReadOnlyList<SearchHit> Search(DbConnection connection, string query, int most) => inner.Search(connection, query, most);

        public int TextsWith(DbConnection connection, string word, int most) => inner.TextsWith(connection, word, most);

        public IReadOnlyList<string> CasesWith(DbConnection connection, string word, int most) => inner.CasesWith(connection, word, most);

        public bool Forget() => inner.Forget();

        public void Dispose()
        {
        }
    }
}
