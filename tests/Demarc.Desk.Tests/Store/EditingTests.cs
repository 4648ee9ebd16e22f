using Demarc.Desk.Cases;
using Demarc.Desk.Store;

namespace Demarc.Desk.Tests.Store;

/// <summary>Two people who edit one case at a time.</summary>
public sealed class EditingTests : IDisposable
{
    private static readonly Actor Other = new("a2", "Engineer B");

    private readonly OpenDesk _desk = new();

    [Fact]
    public void Who_comes_second_is_told_who_changed_what_and_nothing_of_theirs_is_saved()
    {
        var seen = _desk.Case("before");
        _desk.Desk.Cases.Set(Other, seen.Id, "title", "theirs", seen.Version);
        var fault = Should.Throw<DeskFault>(() => _desk.Desk.Cases.Set(OpenDesk.Somebody, seen.Id, [("severity", "a"), ("title", "mine")], seen.Version));
        (fault.Kind, fault.Text.En).ShouldBe((DeskFaultKind.Conflict, "Engineer B changed the title at 2026-03-02 01:00Z, while you wrote; yours was not saved. Look at theirs, then save again"));
        fault.Text.Zh.ShouldContain("Engineer B 于 2026-03-02 01:00Z 修改了标题");
        (_desk.Desk.Cases.Get(seen.Id).Title, _desk.Desk.Cases.Get(seen.Id).Severity).ShouldBe(("theirs", seen.Severity));
        _desk.Desk.Cases.Set(OpenDesk.Somebody, seen.Id, "title", "mine", _desk.Desk.Cases.Get(seen.Id).Version);
        _desk.Desk.Cases.Get(seen.Id).Title.ShouldBe("mine");
    }

    [Fact]
    public void Another_thing_that_changed_stands_in_nobodys_way()
    {
        var seen = _desk.Case("before");
        _desk.Desk.Cases.Set(Other, seen.Id, "severity", "a", seen.Version);
        _desk.Desk.Cases.Note(Other, seen.Id, EntryKind.Report, "a mail came meanwhile");
        _desk.Add(seen.Id, "a.txt", "and a file");
        _desk.Desk.Cases.Set(OpenDesk.Somebody, seen.Id, [("title", "mine"), ("severity", "a")], seen.Version);
        (_desk.Desk.Cases.Get(seen.Id).Title, _desk.Desk.Cases.Get(seen.Id).Severity).ShouldBe(("mine", "a"));
    }

    [Fact]
    public void A_scope_is_agreed_only_as_it_was_seen()
    {
        var opened = _desk.Case();
        _desk.Desk.Cases.Set(OpenDesk.Somebody, opened.Id, "scope", "the web page");
        var seen = _desk.Desk.Cases.Get(opened.Id);
        _desk.Desk.Cases.Set(Other, opened.Id, "scope", "the web page and the mail");
        Should.Throw<DeskFault>(() => _desk.Desk.Cases.AgreeScope(OpenDesk.Somebody, opened.Id, seen.Version)).Text.Zh.ShouldContain("问题范围");
        _desk.Desk.Cases.Get(opened.Id).ScopeAgreed.ShouldBeNull();
        _desk.Desk.Cases.AgreeScope(OpenDesk.Somebody, opened.Id, _desk.Desk.Cases.Get(opened.Id).Version);
        Should.Throw<DeskFault>(() => _desk.Desk.Cases.Set(Other, opened.Id, "scope", "something else", seen.Version + 1)).Kind.ShouldBe(DeskFaultKind.Conflict);
    }

    [Fact]
    public void A_summary_is_not_saved_over_one_that_nobody_looked_at()
    {
        var opened = _desk.Case();
        _desk.Desk.Summaries.Save(Other, opened.Id, "en", "theirs", "");
        Should.Throw<DeskFault>(() => _desk.Desk.Summaries.Save(OpenDesk.Somebody, opened.Id, "en", "mine", "")).Text.En.ShouldStartWith("Engineer B changed the summary");
        _desk.Desk.Summaries.Save(OpenDesk.Somebody, opened.Id, "zh", "另一种语言", "");
        var seen = _desk.Desk.Summaries.Latest(opened.Id, "en")!;
        seen.Text.ShouldBe("theirs");
        _desk.Desk.Summaries.Save(OpenDesk.Somebody, opened.Id, "en", "mine", seen.Id);
        _desk.Desk.Summaries.Latest(opened.Id, "en")!.Text.ShouldBe("mine");
    }

    public void Dispose() => _desk.Dispose();
}
