using System.IO.Compression;
using System.Text;
using Demarc.Desk.Cases;
using Demarc.Desk.Tests.Store;

namespace Demarc.Desk.Tests.Evidence;

/// <summary>Files that people drop: cases they open, and what they look like inside.</summary>
public sealed class DroppedFileTests
{
    private static readonly string Mail = "From: Li <li@example.net>\nTo: case@example.com\nSubject: =?UTF-8?B?5omT5LiN5byA?=\nDate: Fri, 27 Nov 2026 09:12:00 +0800\nMessage-ID: <a@example.net>\nMIME-Version: 1.0\n"
        + "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n" + Convert.ToBase64String(Encoding.UTF8.GetBytes("网站一直打不开，超时。\n"))
        + "\n--b\nContent-Disposition: attachment; filename=ping.log\n\n64 bytes from 192.0.2.1: icmp_seq=1 ttl=60 time=1 ms\n--b--\n";

    [Fact]
    public void A_dropped_mail_opens_one_case_however_often_the_server_is_told()
    {
        using var open = new OpenDesk();
        var first = Drop(open, "u1", "complaint.eml", Mail);
        Drop(open, "u1", "complaint.eml", Mail).Id.ShouldBe(first.Id);
        Drop(open, "u2", "again.eml", Mail).Id.ShouldBe(first.Id);
        (first.Title, first.Language, open.Desk.Threads.Turns(first.Id).Count).ShouldBe(("打不开", "zh", 1));
        open.Desk.Evidence.Of(first.Id).Select(it => it.Name).ShouldBe(["mail.txt", "ping.log"]);
    }

    [Fact]
    public void A_mail_in_a_case_one_may_not_see_opens_another()
    {
        using var open = new OpenDesk();
        var first = Drop(open, "u1", "complaint.eml", Mail);
        Drop(open, "u2", "complaint.eml", Mail, _ => false).Id.ShouldNotBe(first.Id);
    }

    [Fact]
    public void A_customers_mail_file_is_kept_as_it_came_and_its_words_become_turns()
    {
        using var open = new OpenDesk();
        var it = open.Case();
        var piece = open.Desk.AddFile(OpenDesk.Somebody, it.Id, "old.eml", new MemoryStream(Encoding.UTF8.GetBytes(Mail)), "portal", "Li");
        open.Desk.Evidence.Of(it.Id).ShouldHaveSingleItem().Name.ShouldBe("old.eml");
        open.Desk.Threads.Turns(it.Id).ShouldHaveSingleItem().Body.ShouldContain("打不开");
        var seen = open.Desk.Evidence.Sight.Look(piece, null, TestContext.Current.CancellationToken);
        seen.Members.Select(member => member.Name).ShouldBe(["mail.txt", "ping.log"]);
        seen.Shown!.Lines.ShouldContain("网站一直打不开，超时。");
        open.Desk.Evidence.Sight.Look(piece, "ping.log", TestContext.Current.CancellationToken).Shown!.Lines[0].ShouldStartWith("64 bytes");
    }

    [Fact]
    public void A_member_that_is_not_there_shows_nothing_and_what_is_unreadable_says_why_without_a_path_of_ours()
    {
        using var open = new OpenDesk();
        var it = open.Case();
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            using (var text = archive.CreateEntry("a.txt").Open()) text.Write("hello\n"u8);
            using var binary = archive.CreateEntry("b.exe").Open();
            binary.Write([0x4D, 0x5A, 0, 0, 0, 1, 2, 3]);
        }

        zip.Position = 0;
        var piece = open.Desk.AddFile(OpenDesk.Somebody, it.Id, "all.zip", zip, "page", null);
        open.Desk.Evidence.Sight.Look(piece, "nothing", TestContext.Current.CancellationToken).Shown.ShouldBeNull();
        var members = open.Desk.Evidence.Sight.Look(piece, null, TestContext.Current.CancellationToken).Members;
        members.Single(member => !member.IsReadable).Reason!.En.ShouldNotContain(open.Folder);
        members.Single(member => member.IsReadable).Name.ShouldBe("a.txt");
    }

    private static CaseRecord Drop(OpenDesk open, string upload, string name, string content, Func<CaseRecord, bool>? sees = null)
    {
        var (sha256, length) = open.Desk.Evidence.Shelf.Keep(new MemoryStream(Encoding.UTF8.GetBytes(content)));
        return open.Desk.OpenUploaded(OpenDesk.Somebody, upload, name, sha256, length, sees ?? (_ => true), TestContext.Current.CancellationToken);
    }
}
