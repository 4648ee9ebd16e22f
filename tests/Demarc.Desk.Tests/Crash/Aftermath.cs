using System.Text.RegularExpressions;
using Demarc.Desk.Post;
using Demarc.Desk.Store;
using Demarc.Desk.Tests.Post;
using Demarc.Desk.Tests.Store;
using Demarc.Testing.Mail;

namespace Demarc.Desk.Tests.Crash;

/// <summary>What must hold of a desk after kills.</summary>
internal static partial class Aftermath
{
    public static string Of(OpenDesk open, Plan plan, MailServer server)
    {
        var desk = open.Desk;
        desk.Store.Read(reading => reading.Text("PRAGMA integrity_check")).ShouldBe("ok");
        desk.Store.Read(reading => reading.All("PRAGMA foreign_key_check", row => row.GetString(0))).ShouldBeEmpty();
        desk.Store.Write(OpenDesk.Somebody, writing => { writing.Do("INSERT INTO search(search) VALUES ('integrity-check')"); });

        var bodies = desk.Store.Read(reading => reading.All("SELECT body FROM turn", row => row.GetString(0))).CountBy(body => body, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        foreach (var (text, answer) in plan.Mails)
        {
            answer.ShouldNotBeNull(text);
            bodies.GetValueOrDefault(text).ShouldBe(1, text);
        }

        foreach (var (text, id) in plan.Queued)
        {
            bodies.GetValueOrDefault(text).ShouldBe(1, text);
            desk.Store.Read(reading => reading.Number("SELECT COUNT(*) FROM outgoing WHERE id = @1", id)).ShouldBe(1, text);
        }

        Files(open, plan);
        foreach (var caseId in plan.Closed.Keys) desk.Cases.Audit(caseId).Count(line => line.Action == "close").ShouldBeGreaterThanOrEqualTo(1);
        return Sent(open, server);
    }

    private static void Files(OpenDesk open, Plan plan)
    {
        var rows = open.Desk.Store.Read(reading => reading.All("SELECT id, sha256 FROM evidence", row => (Id: row.GetString(0), Sha256: row.GetString(1))));
        foreach (var row in rows) open.Desk.Evidence.Shelf.IsSound(row.Sha256).ShouldBeTrue(row.Sha256);
        foreach (var (sha256, id) in plan.Files) rows.Where(row => row.Sha256 == sha256).ShouldHaveSingleItem().Id.ShouldBe(id);
        open.Desk.Store.Read(reading => reading.All("SELECT case_id FROM evidence GROUP BY case_id, label HAVING COUNT(*) > 1", row => row.GetString(0))).ShouldBeEmpty("two pieces of one case bear the same label");
        foreach (var sha256 in open.Desk.Store.Read(reading => reading.All("SELECT raw_sha256 FROM message WHERE raw_sha256 IS NOT NULL UNION SELECT raw_sha256 FROM outgoing", row => row.GetString(0)))) open.Desk.Evidence.Shelf.IsSound(sha256).ShouldBeTrue(sha256);
    }

    private static string Sent(OpenDesk open, MailServer server)
    {
        var taken = server.Taken.Select(it => Id.Match(it.Message).Groups["id"].Value).CountBy(id => id, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        taken.ShouldAllBe(it => it.Value == 1, "a mail was delivered twice");
        var mails = open.Desk.Store.Read(reading => reading.All($"SELECT {OutgoingMail.Columns} FROM outgoing", OutgoingMail.Read));
        foreach (var mail in mails)
        {
            mail.State.ShouldBeOneOf(OutgoingState.Sent, OutgoingState.Unknown);
            if (mail.State == OutgoingState.Sent) taken.ShouldContainKey(mail.MessageId);
        }

        taken.Keys.ShouldBeSubsetOf(mails.Select(mail => mail.MessageId));
        var unknown = mails.Where(mail => mail.State == OutgoingState.Unknown).ToList();
        return $"{mails.Count} in the outbox, {unknown.Count} of them unknown, of which the server has {unknown.Count(mail => taken.ContainsKey(mail.MessageId))}";
    }

    [GeneratedRegex(@"^Message-ID:\s{1,4}(?<id><[^>]{1,300}>)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.IgnoreCase, 2000)]
    private static partial Regex Id { get; }
}
