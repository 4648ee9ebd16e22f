using Demarc.Desk.Portals;
using Demarc.Desk.Store;
using Demarc.Model;

namespace Demarc.Desk.Tests.Portals;

public sealed class OfflineChecklistTests : IDisposable
{
    private readonly PortalRoom _room = new();

    [Fact]
    public void Each_open_request_stands_there_with_its_commands_and_blanks_to_fill_in()
    {
        _room.Ask("""{"en":"Connect to the service","zh":"连接服务"}""", """{"en":"to see whether it answers","zh":"确认服务是否应答"}""", test: "connect");
        _room.Ask("for the vendor only", askedOf: _room.Vendor.Id);
        var english = OfflineChecklist.Of(_room.Store, _room.Case.Id, _room.Customer.Id, Language.English);
        english.ShouldContain($"# Evidence checklist {_room.Case.Number}");
        english.ShouldContain("## 1. Connect to the service");
        english.ShouldContain("Why: to see whether it answers");
        english.ShouldContain("```powershell");
        english.ShouldContain("```sh");
        english.ShouldContain("- [ ] done");
        english.ShouldContain("Get-FileHash");
        english.ShouldNotContain("vendor");
        english.ShouldNotContain("{host}");
        var chinese = OfflineChecklist.Of(_room.Store, _room.Case.Id, _room.Customer.Id, Language.Chinese);
        chinese.ShouldContain("## 1. 连接服务");
        chinese.ShouldContain("- [ ] 已完成");
        chinese.ShouldNotContain("Why:");
    }

    [Fact]
    public void Without_requests_it_says_so() => OfflineChecklist.Of(_room.Store, _room.Case.Id, null, Language.English).ShouldContain("Nothing is asked at present.");

    [Fact]
    public void A_request_cannot_break_out_of_its_place()
    {
        var text = OfflineChecklist.Of("DM-1", [new(new("one\n# two <script>", "一"), null, null, [new("linux", "echo ```\n")])], Language.English);
        text.ShouldContain("## 1. one # two &lt;script>");
        text.ShouldContain("````sh\necho ```\n````");
    }

    [Fact]
    public void A_request_that_is_damaged_json_is_shown_as_it_is()
    {
        _room.Ask("{\"en\": broken");
        OfflineChecklist.Of(_room.Store, _room.Case.Id, null, Language.English).ShouldContain("{\"en\": broken");
    }

    [Fact]
    public void An_unknown_case_is_a_fault_people_understand() => Should.Throw<DeskFault>(() => OfflineChecklist.Of(_room.Store, "DM-1999-0001", null, Language.English)).Kind.ShouldBe(DeskFaultKind.NotFound);

    public void Dispose() => _room.Dispose();
}
