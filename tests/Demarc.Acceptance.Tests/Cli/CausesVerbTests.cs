using System.Text.Json;
using Demarc.Cli.Printing;
using Demarc.Model;
using Demarc.Reasoning;
using Demarc.Reporting.Terminal;
using Demarc.Testing;

namespace Demarc.Acceptance.Tests.Cli;

public sealed class CausesVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("demarc-causes").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("en", "server host", "tcp_tw_recycle drops clients behind one NAT")]
    [InlineData("zh", "服务器主机", "tcp_tw_recycle 丢弃同一 NAT 后的客户端")]
    public void The_list_has_one_aligned_line_for_each_cause(string language, string side, string title)
    {
        var run = Terminal.Run("causes", "--lang", language);
        run.Exit.ShouldBe(0);
        var lines = run.Out.TrimEnd('\n').Split('\n');
        lines.Length.ShouldBe(CauseCatalogue.BuiltIn().Causes.Count);
        var line = lines.Single(each => each.StartsWith("tw-recycle-nat ", StringComparison.Ordinal));
        line.ShouldContain(side);
        line.ShouldEndWith(title);
        var column = CellWidth.Of(line[..^title.Length]);
        foreach (var cause in CauseCatalogue.BuiltIn().Causes)
        {
            var text = language == "zh" ? cause.Title.Zh : cause.Title.En;
            var own = lines.Single(each => each.StartsWith(cause.Id + " ", StringComparison.Ordinal));
            CellWidth.Of(own[..^text.Length]).ShouldBe(column, cause.Id);
        }
    }

    [Fact]
    public void One_entry_shows_all_that_is_known_in_order()
    {
        var text = Terminal.Run("causes", "tw-recycle-nat").Out;
        string[] order =
        [
            "tcp_tw_recycle drops clients behind one NAT", "server host (server-host)", "syn-ignored", "How it comes about", "What it predicts",
            "usually    it works at times", "Easily confused with", "accept-queue-full: ", "The test that settles it", "(timestamps-off)",
            "$ sysctl -w net.ipv4.tcp_timestamps=0", "Remedy", "Whom to ask", "server administrators",
        ];
        var at = -1;
        foreach (var part in order)
        {
            var next = text.IndexOf(part, at + 1, StringComparison.Ordinal);
            next.ShouldBeGreaterThan(at, part);
            at = next;
        }
    }

    [Fact]
    public void Every_entry_fits_the_page_in_both_languages_except_commands()
    {
        var catalogue = CauseCatalogue.BuiltIn();
        foreach (var (cause, language) in catalogue.Causes.SelectMany(cause => new[] { (cause, Language.English), (cause, Language.Chinese) }))
        {
            using var text = new StringWriter();
            new CausePage(new Page(text, 80, colour: false), language, catalogue).Write(cause);
            var prose = text.ToString().ReplaceLineEndings("\n").Split('\n').SkipWhile(line => line.Length > 0)
                .Where(line => !line.Contains('$') && !line.Contains(": ") && !line.Contains('：'));
            prose.Where(line => CellWidth.Of(line) > 80).ShouldBeEmpty(cause.Id);
        }
    }

    [Fact]
    public void Json_is_an_array_of_complete_entries()
    {
        using var json = JsonDocument.Parse(Terminal.Run("causes", "--json").Out);
        json.RootElement.GetArrayLength().ShouldBe(CauseCatalogue.BuiltIn().Causes.Count);
        var entry = json.RootElement.EnumerateArray().Single(each => each.GetProperty("id").GetString() == "tw-recycle-nat");
        entry.EnumerateObject().Select(property => property.Name).ShouldBe(
            ["id", "side", "scope", "mechanism", "title", "how", "prior", "predicts", "confusers", "settle", "remedy", "ask"]);
        (entry.GetProperty("side").GetString(), entry.GetProperty("scope").GetString(), entry.GetProperty("mechanism").GetString(), entry.GetProperty("prior").GetDouble())
            .ShouldBe(("server-host", "fixed", "syn-ignored", 2));
        entry.GetProperty("title").GetProperty("zh").GetString().ShouldBe("tcp_tw_recycle 丢弃同一 NAT 后的客户端");
        entry.GetProperty("predicts").GetProperty("paws-counter").GetProperty("grow").GetString().ShouldBe("always");
        entry.GetProperty("confusers")[0].GetProperty("cause").GetString().ShouldBe("accept-queue-full");
        entry.GetProperty("settle").GetProperty("test").GetString().ShouldBe("timestamps-off");
        entry.GetProperty("ask").GetProperty("party").GetProperty("en").GetString().ShouldBe("server administrators");
    }

    [Fact]
    public void Json_of_one_cause_is_an_array_of_one()
    {
        using var json = JsonDocument.Parse(Terminal.Run("causes", "--json", "wifi-loss").Out);
        json.RootElement.EnumerateArray().Single().GetProperty("id").GetString().ShouldBe("wifi-loss");
    }

    [Fact]
    public void An_unknown_cause_names_the_nearest()
    {
        var run = Terminal.Run("causes", "tw-recycl-nat", "--json");
        (run.Exit, run.Out).ShouldBe((64, ""));
        run.Error.ShouldBe("demarc: no cause 'tw-recycl-nat'; the nearest: tw-recycle-nat\n");
        Terminal.Run("causes", "dns", "--lang", "zh").Error.ShouldBe("demarc: 没有原因“dns”；最接近的有：authoritative-dns-broken、dns-forged、dns-to-dead-edge\n");
        Terminal.Run("causes", "qqqqqqqqqqqq").Error.ShouldBe("demarc: no cause 'qqqqqqqqqqqq'; 'demarc causes' lists them all\n");
    }

    [Fact]
    public void A_folder_adds_causes_and_overrides_built_in_ones()
    {
        var text = File.ReadAllText(Repository.File("src", "Demarc.Reasoning", "Catalogue", "causes", "wifi-loss.yaml"));
        File.WriteAllText(Path.Combine(_folder, "our-own.yaml"), text.Replace("id: wifi-loss", "id: our-own"));
        File.WriteAllText(Path.Combine(_folder, "wifi-loss.yaml"), text.Replace("prior: ", "prior: 1"));
        var before = CauseCatalogue.BuiltIn();
        using var json = JsonDocument.Parse(Terminal.Run("causes", "--json", "--catalogue", _folder).Out);
        json.RootElement.GetArrayLength().ShouldBe(before.Causes.Count + 1);
        var overridden = json.RootElement.EnumerateArray().Single(each => each.GetProperty("id").GetString() == "wifi-loss");
        overridden.GetProperty("prior").GetDouble().ShouldNotBe(before.Find("wifi-loss")!.Prior);
    }

    [Fact]
    public void A_broken_file_is_told_with_its_line_and_stops_nothing_else()
    {
        var good = File.ReadAllText(Repository.File("src", "Demarc.Reasoning", "Catalogue", "causes", "wifi-loss.yaml"));
        var broken = Path.Combine(_folder, "broken.yaml");
        File.WriteAllText(broken, good.Replace("id: wifi-loss", "id: broken").Replace("\nscope: ", "\nscope: not-"));
        File.WriteAllText(Path.Combine(_folder, "good.yaml"), good.Replace("id: wifi-loss", "id: our-own"));
        var line = 1 + Array.FindIndex(File.ReadAllLines(broken), each => each.StartsWith("scope:", StringComparison.Ordinal));
        var run = Terminal.Run("causes", "--catalogue", _folder);
        run.Exit.ShouldBe(0);
        run.Out.ShouldContain("\nour-own ");
        run.Out.ShouldNotContain("\nbroken ");
        run.Error.ShouldContain($"{broken}:{line}: scope is fixed or located\n");
    }

    [Fact]
    public void A_missing_folder_is_wrong_usage() =>
        Terminal.Run("causes", "--catalogue", Path.Combine(_folder, "none")).Exit.ShouldBe(64);

    [Fact]
    public void Colour_is_for_terminals_that_want_it()
    {
        Terminal.Run([], null, 100, "causes", "wifi-loss").Out.ShouldContain("\u001b[1m");
        Terminal.Run([], null, 100, "causes", "wifi-loss", "--no-color").Out.ShouldNotContain("\u001b");
        Terminal.Run(new() { ["NO_COLOR"] = "1" }, null, 100, "causes", "wifi-loss").Out.ShouldNotContain("\u001b");
        Terminal.Run(new() { ["TERM"] = "dumb" }, null, 100, "causes", "wifi-loss").Out.ShouldNotContain("\u001b");
        Terminal.Run("causes", "wifi-loss").Out.ShouldNotContain("\u001b");
    }
}
