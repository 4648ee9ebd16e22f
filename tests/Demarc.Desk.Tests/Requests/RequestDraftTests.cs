using Demarc.Desk.Requests;
using Demarc.Model;

namespace Demarc.Desk.Tests.Requests;

public sealed class RequestDraftTests
{
    [Fact]
    public void Every_test_of_the_catalogue_can_be_asked_for_in_both_languages()
    {
        foreach (var test in Model.Tests.All)
        {
            var request = RequestDraft.From(Documents.Verdict(tests: test.Id)).ShouldHaveSingleItem();
            foreach (var text in new[] { request.What, request.How, request.Why, request.Permission, request.Where.Words })
            {
                text.En.ShouldNotBeNullOrWhiteSpace(test.Id);
                text.Zh.ShouldNotBeNullOrWhiteSpace(test.Id);
            }

            request.Why.ShouldNotBe(request.How, $"{test.Id} needs a row in requests.yaml");
            request.Criteria.ShouldNotBeEmpty(test.Id);
            request.Criteria.SelectMany(criterion => criterion.Kinds).Except(Kinds.All).ShouldBeEmpty(test.Id);
        }
    }

    [Fact]
    public void Why_is_one_sentence()
    {
        foreach (var test in Model.Tests.All)
        {
            var why = RequestDraft.From(Documents.Verdict(tests: test.Id))[0].Why;
            why.Zh.Count(c => c == '。').ShouldBe(1, why.Zh);
            why.En.ShouldEndWith(".");
            why.En.Split(". ").Length.ShouldBe(1, why.En);
        }
    }

    [Fact]
    public void Commands_name_the_target_and_leave_no_place_unfilled()
    {
        foreach (var test in Model.Tests.All)
        {
            foreach (var command in RequestDraft.From(Documents.Verdict(tests: test.Id))[0].Commands)
            {
                command.Text.ShouldNotContain("{host}", customMessage: test.Id);
                command.Text.ShouldNotContain("{url}");
                command.Text.ShouldNotContain("{port}");
                command.Text.ShouldNotContain("{address}");
                command.Text.Any(c => c > 0x7f).ShouldBeFalse($"{test.Id}: a command is plain ASCII");
            }
        }

        var ping = RequestDraft.From(Documents.Verdict(tests: "ping"))[0];
        ping.Commands.Select(command => command.System).ShouldBe(["windows", "linux", "macos"]);
        ping.Commands[0].Text.ShouldBe("ping -n 20 portal.example.com");
        ping.Where.Vantage.ShouldBe("office-pc");
    }

    [Fact]
    public void A_capture_at_the_server_asks_for_both_ends_in_one_window()
    {
        var window = new TimeWindow(Documents.Morning, Documents.Morning.AddHours(1));
        var scene = new RequestScene { Window = window, Addresses = ["198.51.100.7"], ClientAddress = "203.0.113.9", Systems = ["linux"] };
        var request = RequestDraft.From(Documents.Verdict(tests: "capture-server"), scene)[0];
        request.BothEnds.ShouldBeTrue();
        request.Window.ShouldBe(window);
        request.Filter.ShouldBe("host 203.0.113.9 and tcp port 443");
        request.Commands.Select(command => command.Place).ShouldBe(["server", "client"]);
        request.Commands[0].Text.ShouldContain("host 203.0.113.9 and tcp port 443");
        request.Commands[1].Text.ShouldContain("host 198.51.100.7 and tcp port 443");
        request.Criteria.ShouldAllBe(criterion => criterion.Paired);
    }

    [Fact]
    public void A_hostile_target_never_reaches_a_command()
    {
        var hostile = Documents.Verdict(tests: "ping") with { Subject = new("https://a.example.com$(reboot)/;rm -rf ~", null, [], null, null) };
        foreach (var command in RequestDraft.From(hostile)[0].Commands) command.Text.ShouldNotContain("reboot");
    }

    [Fact]
    public void The_verdicts_own_command_replaces_the_catalogues_for_its_system()
    {
        var document = Documents.Verdict() with { NextTests = [Documents.Next("connect") with { Command = "curl.exe -v https://portal.example.com/special" }] };
        var request = RequestDraft.From(document)[0];
        request.Commands.Single(command => command.System == "windows").Text.ShouldBe("curl.exe -v https://portal.example.com/special");
        request.Commands.Single(command => command.System == "linux").Text.ShouldContain("--resolve");
    }
}
