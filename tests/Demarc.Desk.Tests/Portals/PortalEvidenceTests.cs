using System.Security.Cryptography;
using System.Text;
using Demarc.Desk.Portals;
using Demarc.Desk.Sqlite;
using Demarc.Desk.Store;
using Demarc.Desk.Tests.People;
using Demarc.Reasoning;

namespace Demarc.Desk.Tests.Portals;

/// <summary>An upload through the whole desk, to the shelf and the verdict.</summary>
public sealed class PortalEvidenceTests : IDisposable
{
    private const string Ping = """
        Pinging 192.0.2.1 with 32 bytes of data:
        Request timed out.
        Request timed out.
        Request timed out.
        Request timed out.

        Ping statistics for 192.0.2.1:
            Packets: Sent = 4, Received = 0, Lost = 4 (100% loss),
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("demarc-portal-").FullName;
    private readonly CaseDesk _desk;

    public PortalEvidenceTests() => _desk = new(new SqliteDeskDatabase(Path.Combine(_folder, "desk.db")), _folder, new TestClock(), CauseCatalogue.BuiltIn, "test");

    [Fact]
    public void An_upload_becomes_evidence_of_its_case_and_moves_the_verdict()
    {
        var opened = _desk.Cases.Open(Actor.Desk, new("no answer", "en"));
        var portal = _desk.Portals.Make(Actor.Desk, opened.Id);
        var upload = Finished(portal, "u1");
        var receipt = _desk.Portals.Finished(upload);
        receipt.Label.ShouldBe("E1");
        var evidence = _desk.Evidence.Of(opened.Id).ShouldHaveSingleItem();
        evidence.Channel.ShouldBe("portal");
        _desk.Evidence.Shelf.IsSound(evidence.Sha256).ShouldBeTrue();
        File.Exists(upload.Path).ShouldBeFalse("it was moved");
        _desk.Verdicts.Latest(opened.Id).ShouldNotBeNull();
        _desk.Portals.Finished(upload).ShouldBe(receipt, "told again after the file is gone");
        _desk.Evidence.Of(opened.Id).Count.ShouldBe(1);
    }

    [Fact]
    public void The_same_octets_for_two_cases_are_kept_once_and_leave_nothing_behind()
    {
        var portals = new[] { "one", "two" }.Select(title => _desk.Portals.Make(Actor.Desk, _desk.Cases.Open(Actor.Desk, new(title, "en")).Id)).ToList();
        for (var i = 0; i < 2; i++)
        {
            var upload = Finished(portals[i], "u" + i);
            _desk.Portals.Finished(upload).Label.ShouldBe("E1");
            File.Exists(upload.Path).ShouldBeFalse();
        }
    }

    [Fact]
    public void A_file_that_is_gone_before_it_was_kept_is_no_receipt()
    {
        var portal = _desk.Portals.Make(Actor.Desk, _desk.Cases.Open(Actor.Desk, new("gone", "en")).Id);
        var upload = Finished(portal, "u1");
        File.Delete(upload.Path);
        Should.Throw<FileNotFoundException>(() => _desk.Portals.Finished(upload));
    }

    public void Dispose()
    {
        _desk.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private FinishedUpload Finished(MadePortal portal, string id)
    {
        var path = Path.Combine(_folder, id);
        File.WriteAllText(path, Ping);
        return new(id, portal.Portal.Id, "ping.txt", new FileInfo(path).Length, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Ping))), path);
    }
}
