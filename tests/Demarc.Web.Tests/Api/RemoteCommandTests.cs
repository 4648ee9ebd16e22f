using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Demarc.Cli;
using Demarc.Desk.People;

namespace Demarc.Web.Tests.Api;

/// <summary><c>demarc case --server</c> does what <c>demarc case</c> does here: same words, same exit status.</summary>
public sealed partial class RemoteCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("demarc-remote-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    public async Task A_case_worked_on_from_afar_reads_as_one_worked_on_here(string language)
    {
        await using var workbench = await Workbench.Start();
        var home = Path.Combine(_folder, "home");
        var token = workbench.Token(Scopes.Admin);
        var (thread, ping, mail, noise) = (Write("thread.txt", Samples.Talk), Write("ping.txt", Samples.Ping), Write("mail.eml", Encoding.ASCII.GetString(Samples.Mail())), Write("noise.bin", new string('x', 300_000)));
        string[][] commands =
        [
            ["list"], ["new", "--title", "by hand"], ["new", thread, ping], ["new", mail], ["new"], ["list"], ["list", "--json"], ["show", "DM-2026-0002"], ["add", "DM-2026-0002", noise, mail], ["add", "DM-2026-0002"], ["add", "DM-2026-0009", ping],
            ["add", "DM-2026-0002", Path.Combine(_folder, "missing.txt")],
            ["log", "DM-2026-0002", "called", "them", "--kind", "report", "--by", "Ann"], ["log", "DM-2026-0002", "x", "--kind", "gossip"], ["claim", "dm-2026-0002", "it is the MTU", "--by", "网络组"], ["show", "DM-2026-0002", "--json"],
            ["search", "握手"], ["search", "握手", "--json"], ["search", "nowhere-to-be-found"], ["summary", "DM-2026-0002"], ["close", "DM-2026-0002", "--reason", "cause-confirmed"], ["close", "DM-2026-0002", "--reason", "cause-confirmed", "--cause", "none"],
            ["close", "DM-2026-0002"], ["list"], ["list", "--all"], ["reopen", "DM-2026-0002", "came", "back"], ["reopen", "DM-2026-0002"], ["quarantine"], ["quarantine", "reject"], ["ask", "DM-2026-0002"], ["ask", "DM-2026-0002", "no-such-test"], ["trial", "DM-2026-0002", "yes", "proxy=on", "office=open", "--repeats", "3"], ["trial", "DM-2026-0002", "no", "proxy=off"], ["trial", "DM-2026-0002", "perhaps"], ["trial", "DM-2026-0002", "yes", "="],
            ["remind", "DM-2026-0002", "2", "call", "them"], ["remind", "DM-2026-0002"], ["tag", "DM-2026-0002", "add", "ISP-A", "东区"], ["tag", "DM-2026-0002", "remove", "isp-a"], ["tag", "DM-2026-0002", "hang"], ["tag", "DM-2026-0002"], ["remind", "DM-2026-0002", "soon", "x"], ["ask", "DM-2026-0042"], ["trial", "DM-2026-0042"], ["escalation", "DM-2026-0042"], ["quarantine", "accept", "no-such"], ["show", "DM-2026-0042"], ["dance"],
            ["close", "DM-2026-0002", "--verdict-right", "perhaps"], ["close", "DM-2026-0002", "--reason", "cause-confirmed", "--cause", "tw-recycle-nat", "--confirmed-by", "owner", "--verdict-right", "no"], ["calibration"], ["calibration", "--json"], ["priors", "on"], ["priors"],
            ["retention"], ["retention", "DM-2026-0002"], ["retention", "DM-2026-0002", "long"], ["retention", "DM-2026-0002", "endless"], ["retention", "short", "90"], ["hold", "DM-2026-0002", "court", "order"], ["erase", "DM-2026-0002", "asked"], ["release", "DM-2026-0002", "ended"],
            ["erase", "DM-2026-0002", "asked"], ["erase", "--due"], ["show", "DM-2026-0002"],
        ];
        foreach (var words in commands)
        {
            string[] both = ["case", .. words, "--lang", language];
            var here = Run(new() { ["DEMARC_HOME"] = home, ["USER"] = "lin" }, both);
            var afar = Run(new() { ["DEMARC_TOKEN"] = token, ["USER"] = "lin" }, [.. both, "--server", workbench.Url.ToString()]);
            var what = string.Join(' ', words);
            afar.Exit.ShouldBe(here.Exit, $"{what}: {afar.Error}");
            Plain(afar.Out).ShouldBe(Plain(here.Out), what);
            Plain(afar.Error).ShouldBe(Plain(here.Error), what);
        }

        workbench.Desk.Cases.List(new()).Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Letters_links_and_parties_go_by_the_command_here_and_from_afar(bool afar)
    {
        await using var workbench = await Workbench.Start();
        foreach (var (name, value) in new[] { ("mailboxes", "case@example.com"), ("undo-seconds", "3600") }) workbench.Desk.Settings.Set(workbench.Admin.Actor, name, value);
        var filed = workbench.Desk.Intake.Receive(Samples.Mail(), TestContext.Current.CancellationToken).Case!;
        (int Exit, string Out, string Error) Case(params string[] words) => afar
            ? Run(new() { ["DEMARC_TOKEN"] = workbench.Token(Scopes.Write) }, ["case", .. words, "--server", workbench.Url.ToString()])
            : Run(new() { ["DEMARC_HOME"] = workbench.Home }, ["case", .. words, .. words[0] is "letter" or "link" ? new[] { "--site", workbench.Url.ToString() } : []]);

        Case("parties", filed.Number, "add", "vendor", "Line", "Desk", "noc@carrier.example").Out.ShouldContain("Line Desk");
        Case("parties", filed.Number, "add", "vendor").Exit.ShouldBe(ExitCodes.WrongUsage);
        var vendor = workbench.Desk.Cases.Parties(filed.Id).Single(it => it.Role == "vendor");
        vendor.Address.ShouldBe("noc@carrier.example");

        var link = Case("link", filed.Number, "new", "noc@carrier.example").Out.Trim();
        link.ShouldStartWith(workbench.Url + "u/");
        workbench.Desk.Portals.Open(link[(link.LastIndexOf('/') + 1)..]).ShouldNotBeNull();
        Case("letter", filed.Number, "no-such-letter", "--for", "noc@carrier.example", "--link").Exit.ShouldBe(ExitCodes.WrongUsage);
        workbench.Desk.Portals.Of(filed.Id).ShouldHaveSingleItem("a letter that cannot be written makes no link, which would end the one before").Revoked.ShouldBeNull();

        var letter = Case("letter", filed.Number, "evidence-request", "--for", "noc@carrier.example", "--link");
        letter.Out.ShouldContain(workbench.Url + "u/");
        letter.Out.ShouldContain("Subject: ");
        Case("send", filed.Number, Write("letter.txt", letter.Out)).Exit.ShouldBe(ExitCodes.Success);
        Case("send", filed.Number, Write("bare.txt", "only words")).Exit.ShouldBe(ExitCodes.WrongUsage);
        Case("send", filed.Number, Write("nobody.txt", "To: \nSubject: x\n\nwords")).Exit.ShouldBe(ExitCodes.WrongUsage);
        var id = Case("letters", filed.Number).Out.Split(' ')[0];
        Case("letters", filed.Number, "recall", id).Out.ShouldContain("undone");
        Case("letters", filed.Number, "recall", id).Exit.ShouldBe(ExitCodes.WrongUsage);

        var live = workbench.Desk.Portals.Of(filed.Id).Single(it => it.Revoked is null);
        Case("link", filed.Number, "revoke", live.Id).Out.ShouldNotContain("live");
        Case("parties", filed.Number, "remove", "noc@carrier.example").Out.ShouldNotContain("carrier");
    }

    [Fact]
    public async Task The_export_comes_from_afar_and_is_a_whole_zip_or_no_file()
    {
        await using var workbench = await Workbench.Start();
        var filed = workbench.Desk.Intake.Receive(Samples.Mail(), TestContext.Current.CancellationToken).Case!;
        var path = Path.Combine(_folder, "out.zip");
        string[] export = ["case", "export", filed.Number, path, "--server", workbench.Url.ToString()];
        Run(new() { ["DEMARC_TOKEN"] = workbench.Token(Scopes.Read) }, export).Exit.ShouldBe(ExitCodes.NotPermitted);
        Directory.GetFiles(_folder).ShouldBeEmpty();
        Run(new() { ["DEMARC_TOKEN"] = workbench.Token(Scopes.Write) }, export).Exit.ShouldBe(ExitCodes.Success);
        using (var zip = System.IO.Compression.ZipFile.OpenRead(path)) zip.Entries.Select(it => it.FullName).ShouldContain("evidence/E1-mail.txt");
        Run(new() { ["DEMARC_TOKEN"] = workbench.Token(Scopes.Write) }, export).Exit.ShouldBe(ExitCodes.WrongUsage);
        var told = workbench.Desk.OpenWith(workbench.Admin.Actor, "thread.txt", Samples.Bytes(Samples.Thread), null, TestContext.Current.CancellationToken);
        var pack = Path.Combine(_folder, "pack.zip");
        Run(new() { ["DEMARC_TOKEN"] = workbench.Token(Scopes.Read) }, ["case", "escalation", told.Number, pack, "--server", workbench.Url.ToString()]).Exit.ShouldBe(ExitCodes.Success);
        using (var zip = System.IO.Compression.ZipFile.OpenRead(pack)) zip.Entries.ShouldNotBeEmpty();
        Directory.GetFiles(Path.Combine(workbench.Home, "artifacts", "incoming")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_mail_server_is_told_to_try_again_where_the_desk_is_away_or_lets_nobody_in()
    {
        await using var workbench = await Workbench.Start();
        var token = new Dictionary<string, string> { ["DEMARC_TOKEN"] = workbench.Token(Scopes.Read) };
        Run(token, ["case", "mail-in", "--server", "http://127.0.0.1:9/"], Samples.Mail()).Exit.ShouldBe(ExitCodes.TryLater);
        Run(token, ["case", "mail-in", "--server", workbench.Url.ToString()], Samples.Mail()).Exit.ShouldBe(ExitCodes.TryLater);
        Run(new() { ["DEMARC_TOKEN"] = "demarc_0123456789" }, ["case", "mail-in", "--server", workbench.Url.ToString()], Samples.Mail()).Exit.ShouldBe(ExitCodes.TryLater);
        Run(new() { ["DEMARC_TOKEN"] = workbench.Token(Scopes.Intake) }, ["case", "mail-in", "--folder", _folder, "--server", workbench.Url.ToString()]).Error.ShouldContain("--server");
    }

    [Fact]
    public async Task Mail_that_waits_is_let_in_from_afar()
    {
        await using var workbench = await Workbench.Start();
        var environment = new Dictionary<string, string> { ["DEMARC_TOKEN"] = workbench.Token(Scopes.Admin) };
        string[] server = ["--server", workbench.Url.ToString()];
        Run(environment, ["case", "mail-in", .. server], Samples.Mail()).Out.Trim().ShouldBe("DM-2026-0001");
        Run(environment, ["case", "mail-in", .. server], Samples.Bytes("From: Eve <eve@stranger.example>\r\nTo: support@support.example\r\nSubject: DM-2026-0001 more\r\nMessage-ID: <2@stranger.example>\r\n\r\nHello.\r\n")).Out.ShouldBeEmpty();
        var waiting = workbench.Desk.Intake.Quarantine().ShouldHaveSingleItem();
        Run(environment, ["case", "quarantine", .. server]).Out.ShouldContain("eve@stranger.example");
        Run(environment, ["case", "quarantine", "accept", waiting.Id, .. server]).Out.ShouldContain("DM-2026-0001");
        workbench.Desk.Intake.Quarantine().ShouldBeEmpty();
        Run(environment, ["case", "mail-in", .. server]).Exit.ShouldBe(ExitCodes.NothingReadable);
    }

    [Fact]
    public async Task A_token_file_serves_as_well_and_what_is_not_permitted_ends_with_77()
    {
        await using var workbench = await Workbench.Start();
        workbench.Desk.Cases.Open(workbench.Admin.Actor, new("one"));
        var file = Write("token", workbench.Token(Scopes.Read) + "\n# for the night job\n");
        string[] server = ["--server", workbench.Url.ToString().TrimEnd('/'), "--token-file", file];
        Run([], ["case", "list", .. server]).Out.ShouldContain("DM-2026-0001");
        var refused = Run([], ["case", "log", "DM-2026-0001", "hello", .. server]);
        refused.Exit.ShouldBe(ExitCodes.NotPermitted);
        refused.Error.ShouldContain("scope 'read'");
        var wrong = Run(new() { ["DEMARC_TOKEN"] = "demarc_0123456789" }, ["case", "list", "--server", workbench.Url.ToString()]);
        wrong.Exit.ShouldBe(ExitCodes.NotPermitted);
        wrong.Error.ShouldNotContain("0123456789");
        Run([], ["case", "list", "--server", workbench.Url.ToString(), "--token-file", Path.Combine(_folder, "none")]).Exit.ShouldBe(ExitCodes.NothingReadable);
    }

    [Theory]
    [InlineData("http://desk.example/", "https")]
    [InlineData("https://lin:secret@desk.example/", "without name")]
    [InlineData("https://desk.example/?token=secret", "without name")]
    [InlineData("desk.example", "https://desk.example/")]
    [InlineData("file:///etc", "https://desk.example/")]
    public void An_address_that_would_give_the_token_away_is_refused_before_anything_is_sent(string url, string why)
    {
        var outcome = Run(new() { ["DEMARC_TOKEN"] = "demarc_0123456789" }, ["case", "list", "--server", url]);
        outcome.Exit.ShouldBe(ExitCodes.WrongUsage);
        outcome.Error.ShouldContain(why);
        outcome.Error.ShouldNotContain("secret");
        outcome.Error.ShouldNotContain("0123456789");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("two words")]
    [InlineData("line\r\nHost: evil.example")]
    public void What_is_no_token_is_not_sent(string? token)
    {
        var outcome = Run(token is null ? [] : new() { ["DEMARC_TOKEN"] = token }, ["case", "list", "--server", "http://127.0.0.1:9/"]);
        outcome.Exit.ShouldBe(ExitCodes.WrongUsage);
        if (token is not null) outcome.Error.ShouldNotContain(token);
    }

    [Fact]
    public async Task A_server_that_is_away_or_is_none_of_ours_ends_with_69()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/";
        var token = new Dictionary<string, string> { ["DEMARC_TOKEN"] = "demarc_0123456789" };
        foreach (var answer in new[] { "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Type: text/html\r\n\r\n<p>x", "HTTP/1.1 302 Found\r\nLocation: http://evil.example/\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "nonsense" })
        {
            var serving = Serve(listener, answer);
            var outcome = Run(token, ["case", "list", "--server", url]);
            outcome.Exit.ShouldBe(ExitCodes.Unavailable, answer);
            outcome.Error.ShouldNotContain("0123456789");
            await serving;
        }

        listener.Stop();
        Run(token, ["case", "list", "--server", url]).Exit.ShouldBe(ExitCodes.Unavailable);
    }

    private static async Task Serve(TcpListener listener, string answer)
    {
        using var client = await listener.AcceptTcpClientAsync();
        var stream = client.GetStream();
        _ = await stream.ReadAsync(new byte[4096]);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static (int Exit, string Out, string Error) Run(Dictionary<string, string> environment, string[] arguments, byte[]? input = null)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var surroundings = new Surroundings { In = new MemoryStream(input ?? []), Out = output, Error = error, Variable = name => environment.GetValueOrDefault(name) };
        var exit = CommandLine.Run(arguments, surroundings);
        return (exit, output.ToString(), error.ToString());
    }

    /// <summary>Without what differs between two desks: times, ids, and whose hands it went through.</summary>
    private static string Plain(string text) => Hands.Replace(Ids.Replace(Clock.Replace(text, "TIME"), "ID"), "\"HANDS\"");

    [GeneratedRegex(@"20\d\d-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?Z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Clock { get; }

    [GeneratedRegex(@"\b[0-9a-f]{32}\b", RegexOptions.None, 1000)]
    private static partial Regex Ids { get; }

    [GeneratedRegex(@"""(lin|Lin|Lin \(lin\)|command|api|page|command line)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hands { get; }
}
