using System.Data.Common;
using System.Text;
using Demarc.Desk.Cases;
using Demarc.Desk.Intake;
using Demarc.Desk.Keeping;
using Demarc.Desk.Sqlite;
using Demarc.Desk.Store;
using Demarc.Desk.Tests.Intake;
using Demarc.Desk.Tests.Store;
using Demarc.Reasoning;
using Microsoft.Data.Sqlite;

namespace Demarc.Desk.Tests.Keeping;

/// <summary>Ways by which words or bytes of an erased case could have stayed: mails that came twice, mails that waited, steps that were cut off.</summary>
public sealed class NothingLeftTests : IDisposable
{
    private const string Secret = "Qx7-the-secret-of-Mr-Zhao";

    private readonly OpenDesk _open = new();

    public NothingLeftTests() => Desk.Evidence.Shelf.Grace = TimeSpan.Zero;

    private CaseDesk Desk => _open.Desk;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _open.Dispose();

    [Fact]
    public void A_mail_that_waited_before_it_came_to_the_case_leaves_neither_subject_nor_sender()
    {
        var filed = Desk.Intake.Receive(Mails.Letter("页面打不开", "It does not open.").Octets(), Stop).Case!;
        var waiting = Desk.Intake.Receive(Mails.Letter($"{filed.Number} {Secret}", "I see it too.", "mr-zhao-of-qx7@example.org", "Mr Zhao").Octets(), Stop);
        waiting.Kind.ShouldBe(IntakeEnd.Quarantined);
        Desk.Intake.Accept(OpenDesk.Somebody, Desk.Intake.Quarantine().ShouldHaveSingleItem().Id, filed.Id, Stop);
        Erase(filed.Id);
        InFiles(Secret).ShouldBeEmpty();
        InFiles("mr-zhao-of-qx7@example.org").ShouldBeEmpty();
    }

    [Fact]
    public void Every_copy_of_a_mail_that_came_to_the_case_by_two_ways_goes()
    {
        var letter = Mails.Letter("页面打不开", "It does not open.");
        var filed = Desk.Intake.Receive(letter.Octets(), Stop).Case!;
        Desk.AddMail(OpenDesk.Somebody, filed.Id, letter.Octets("X-Forwarded-By: " + Secret), Stop);
        Erase(filed.Id);
        InFiles(Secret).ShouldBeEmpty();
    }

    [Fact]
    public void A_mail_put_into_a_second_case_still_leads_answers_to_the_first_and_goes_with_either()
    {
        var letter = Mails.Letter("页面打不开", "It does not open.");
        var first = Desk.Intake.Receive(letter.Octets("X-Way: " + Secret), Stop).Case!;
        var second = _open.Case("另一个");
        Desk.AddMail(OpenDesk.Somebody, second.Id, letter.Octets("X-Way: the-second-way-of-Qx7"), Stop);
        var answer = Desk.Intake.Receive((Mails.Letter("Re: 页面打不开", "Again.") with { InReplyTo = letter.MessageId }).Octets(), Stop);
        answer.Case!.Id.ShouldBe(first.Id, "whoever puts a mail into another case must not draw the answers there");
        Erase(first.Id);
        InFiles(Secret).ShouldBeEmpty();
        Erase(second.Id);
        InFiles("the-second-way-of-Qx7").ShouldBeEmpty();
    }

    [Fact]
    public void Of_a_mail_that_was_turned_away_or_set_aside_only_the_mail_itself_is_kept()
    {
        var letter = Mails.Letter("about DM-2026-0001", Secret, "nobody@example.org", null) with { Attachments = [new("a.txt", Encoding.UTF8.GetBytes("attached " + Secret))] };
        _open.Case();
        Desk.Intake.Receive((letter with { Subject = _open.Case().Number }).Octets(), Stop).Kind.ShouldBe(IntakeEnd.Quarantined);
        Desk.Intake.Reject(OpenDesk.Somebody, Desk.Intake.Quarantine().ShouldHaveSingleItem().Id);
        Desk.Intake.Receive((Mails.Letter("loop", Secret + " again", OpenDesk.Mailbox, null) with { Attachments = letter.Attachments }).Octets(), Stop).Kind.ShouldBe(IntakeEnd.SetAside);
        Desk.Keeping.Chore(Stop);
        Directory.EnumerateFiles(Path.Combine(_open.Folder, "artifacts"), "*", SearchOption.AllDirectories).Count().ShouldBe(2);
    }

    [Fact]
    public void A_mail_that_waits_can_be_let_in_after_its_parts_were_swept()
    {
        var letter = Mails.Letter(_open.Case().Number, Secret, "nobody@example.org", null) with { Attachments = [new("a.txt", Encoding.UTF8.GetBytes("attached"))] };
        Desk.Intake.Receive(letter.Octets(), Stop).Kind.ShouldBe(IntakeEnd.Quarantined);
        Desk.Keeping.Chore(Stop);
        var filed = Desk.Intake.Accept(OpenDesk.Somebody, Desk.Intake.Quarantine().ShouldHaveSingleItem().Id, null, Stop);
        Desk.Evidence.Of(filed.Id).Select(it => it.Name).ShouldBe(["mail.txt", "a.txt"]);
        Desk.Evidence.Of(filed.Id).ShouldAllBe(it => Desk.Evidence.Shelf.IsSound(it.Sha256));
    }

    [Fact]
    public void Thanks_that_came_after_the_case_was_archived_go_with_it()
    {
        var letter = Mails.Letter("页面打不开", "It does not open.");
        var filed = Desk.Intake.Receive(letter.Octets(), Stop).Case!;
        Desk.Cases.Close(OpenDesk.Somebody, filed.Id, CloseReasons.Solved);
        Desk.Cases.Archive(OpenDesk.Somebody, filed.Id);
        Desk.Intake.Receive((Mails.Letter("Re: 页面打不开", "谢谢 " + Secret) with { InReplyTo = letter.MessageId }).Octets("X-Way: " + Secret), Stop).Kind.ShouldBe(IntakeEnd.SetAside);
        Desk.Keeping.Erase(OpenDesk.Somebody, filed.Id, "asked");
        InFiles(Secret).ShouldBeEmpty();
    }

    [Fact]
    public void A_mail_without_text_does_not_come_into_an_archived_case()
    {
        var filed = _open.Case();
        Desk.Cases.Close(OpenDesk.Somebody, filed.Id, CloseReasons.Solved);
        Desk.Cases.Archive(OpenDesk.Somebody, filed.Id);
        var empty = Encoding.UTF8.GetBytes($"From: Mr Zhao <zhao@example.net>\r\nTo: case@example.com\r\nSubject: {Secret}\r\nDate: Mon, 02 Mar 2026 09:00:00 +0800\r\nMessage-ID: <empty@example.net>\r\n\r\n");
        Should.Throw<DeskFault>(() => Desk.AddMail(OpenDesk.Somebody, filed.Id, empty, Stop)).Kind.ShouldBe(DeskFaultKind.Conflict);
        Desk.Cases.Parties(filed.Id).ShouldNotContain(it => it.Address == "zhao@example.net");
        Desk.Threads.Turns(filed.Id).ShouldBeEmpty();
    }

    [Fact]
    public void Words_that_a_cut_off_erasure_left_in_the_index_go_with_the_next_chore()
    {
        var folder = Directory.CreateTempSubdirectory("demarc-cut-off-").FullName;
        try
        {
            string id;
            using (var before = new OpenDesk(folder))
            {
                id = before.Case("title " + Secret).Id;
                before.Desk.Cases.Note(OpenDesk.Somebody, id, EntryKind.Analysis, Secret);
                before.Desk.Cases.Close(OpenDesk.Somebody, id, CloseReasons.Solved);
                using var dying = new CaseDesk(new Dying(new SqliteDeskDatabase(Path.Combine(folder, "desk.db"))), folder, before.Clock, () => CauseCatalogue.With([]), "0.0.0-test");
                Should.Throw<IOException>(() => dying.Keeping.Erase(OpenDesk.Somebody, id, "asked"));
            }

            using var after = new OpenDesk(folder);
            after.Desk.Cases.Get(id).Title.ShouldNotContain(Secret);
            after.Desk.Keeping.Chore(Stop);
            DeskFiles.Holding(folder, "qx7").ShouldBeEmpty();
            DeskFiles.Holding(folder, Secret).ShouldBeEmpty();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_log_of_changes_is_emptied_later_where_somebody_was_reading_meanwhile()
    {
        var filed = _open.Case("title " + Secret);
        Desk.Cases.Close(OpenDesk.Somebody, filed.Id, CloseReasons.Solved);
        using (var connection = (SqliteConnection)Desk.Store.Database.Open())
        using (var reading = connection.BeginTransaction(deferred: true))
        using (var command = connection.CreateCommand())
        {
            command.Transaction = reading;
            command.CommandText = "SELECT COUNT(*) FROM desk_case";
            command.ExecuteScalar();
            Desk.Keeping.Erase(OpenDesk.Somebody, filed.Id, "asked");
            InFiles(Secret).ShouldNotBeEmpty("the test would prove nothing");
        }

        Desk.Keeping.Chore(Stop);
        InFiles(Secret).ShouldBeEmpty();
    }

    [Fact]
    public void What_a_kill_left_half_written_goes_after_a_day()
    {
        var incoming = Path.Combine(_open.Folder, "artifacts", "incoming");
        var (old, fresh, upload) = (Path.Combine(incoming, $"{Guid.NewGuid():N}.part"), Path.Combine(incoming, $"{Guid.NewGuid():N}.part"), Path.Combine(incoming, Guid.NewGuid().ToString("N")));
        foreach (var path in new[] { old, fresh, upload }) File.WriteAllText(path, Secret);
        foreach (var path in new[] { old, upload }) File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-2));
        Desk.Keeping.Chore(Stop);
        (File.Exists(old), File.Exists(fresh), File.Exists(upload)).ShouldBe((false, true, true), "an upload that was finished is told again, and needs its file");
    }

    [Fact]
    public void A_verdict_that_was_being_concluded_while_the_case_was_erased_is_not_written()
    {
        var filed = _open.Case();
        Desk.Cases.Close(OpenDesk.Somebody, filed.Id, CloseReasons.Solved);
        using var slow = new CaseDesk(new SqliteDeskDatabase(Path.Combine(_open.Folder, "desk.db")), _open.Folder, _open.Clock, ErasedMeanwhile, "0.0.0-test");
        slow.AddFile(OpenDesk.Somebody, filed.Id, "curl.txt", new MemoryStream(Encoding.UTF8.GetBytes("$ curl -v http://qx7.example.net/\n* connect to 203.0.113.10 port 80 failed: Connection refused\ncurl: (7) Failed to connect to qx7.example.net port 80 after 5 ms: Connection refused\n")), "page", null, null, Stop);
        Desk.Keeping.Of(filed.Id).Erased.ShouldNotBeNull();
        Desk.Verdicts.History(filed.Id).ShouldBeEmpty();
        InFiles("qx7.example.net").ShouldBeEmpty();

        CauseCatalogue ErasedMeanwhile()
        {
            Desk.Keeping.Erase(OpenDesk.Somebody, filed.Id, "asked");
            return CauseCatalogue.With([]);
        }
    }

    [Fact]
    public void An_erased_case_gets_no_key_again_from_a_sealing_that_had_begun()
    {
        var filed = _open.Case();
        Erase(filed.Id);
        new CaseKeys(Desk.Store, Desk.Keys).Make(filed.Id).ShouldBeNull();
        Desk.Store.Read(reading => reading.Number("SELECT COUNT(*) FROM case_key")).ShouldBe(0);
    }

    [Fact]
    public void What_a_case_does_not_take_any_more_is_not_kept_either()
    {
        var filed = _open.Case();
        Desk.Cases.Close(OpenDesk.Somebody, filed.Id, CloseReasons.Solved);
        Desk.Cases.Archive(OpenDesk.Somebody, filed.Id);
        Should.Throw<DeskFault>(() => _open.Add(filed.Id, "late.txt", Secret));
        Should.Throw<DeskFault>(() => Desk.AddMail(OpenDesk.Somebody, filed.Id, Mails.Letter("late", Secret).Octets(), Stop));
        Desk.Keeping.Chore(Stop);
        Directory.EnumerateFiles(Path.Combine(_open.Folder, "artifacts"), "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public void What_was_read_from_bytes_that_another_case_holds_does_not_keep_the_name_they_had()
    {
        var (one, other) = (_open.Case("one"), _open.Case("other"));
        var text = new string('x', 20_000) + "\n$ curl -v http://shop.example.net/\n* connect to 203.0.113.10 port 80 failed: Connection refused\ncurl: (7) Failed to connect to shop.example.net port 80 after 5 ms: Connection refused\n";
        _open.Add(one.Id, Secret + ".txt", text);
        _open.Add(other.Id, "b.txt", text);
        var readings = Path.Combine(_open.Folder, "artifacts", "readings");
        Directory.EnumerateFiles(readings, "*", SearchOption.AllDirectories).Count().ShouldBe(2);
        Erase(one.Id);
        Directory.EnumerateFiles(readings, "*", SearchOption.AllDirectories).ShouldBeEmpty();
        Desk.Verdicts.Renew(OpenDesk.Somebody, other.Id, Stop).ShouldNotBeNull();
    }

    [Fact]
    public void A_customer_s_copy_is_written_in_the_desk_s_folder_and_goes_when_it_is_closed()
    {
        var filed = _open.Case();
        string path;
        using (var zip = Desk.Export.ToFile(OpenDesk.Somebody, filed.Id, false, Stop))
        {
            path = zip.Name;
            (path.StartsWith(_open.Folder, StringComparison.Ordinal), zip.Length > 0, zip.Position).ShouldBe((true, true, 0L));
        }

        File.Exists(path).ShouldBeFalse();
    }

    private void Erase(string caseId)
    {
        Desk.Cases.Close(OpenDesk.Somebody, caseId, CloseReasons.Solved);
        Desk.Keeping.Erase(OpenDesk.Somebody, caseId, "asked");
    }

    private List<string> InFiles(string text) => DeskFiles.Holding(_open.Folder, text);

    /// <summary>A database of a process that is killed before it forgets.</summary>
    private sealed class Dying(IDeskDatabase it) : IDeskDatabase
    {
        public DbConnection Open() => it.Open();

        public DbTransaction BeginWriting(DbConnection connection) => it.BeginWriting(connection);

        public void Index(DeskWriting writing, SearchText text) => it.Index(writing, text);

        public IReadOnlyList<SearchHit> Search(DbConnection connection, string query, int most) => it.Search(connection, query, most);

        public int TextsWith(DbConnection connection, string word, int most) => it.TextsWith(connection, word, most);

        public IReadOnlyList<string> CasesWith(DbConnection connection, string word, int most) => it.CasesWith(connection, word, most);

        public bool Forget() => throw new IOException("killed");

        public void Dispose() => it.Dispose();
    }
}
