using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Demarc.Cli;

namespace Demarc.Acceptance.Tests.Desk;

/// <summary><c>demarc case</c> from the closing of a case on: what it teaches, how long it is kept, what the customer gets.</summary>
public sealed class CaseVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("demarc-case-").FullName;

    public CaseVerbTests() => Run("From: li@example.net\r\nTo: case@example.com\r\nSubject: The page does not open\r\nMessage-ID: <1@example.net>\r\n\r\nSince noon.\r\n", "case", "mail-in").Exit.ShouldBe(ExitCodes.Success);

    private static string Number => $"DM-{TimeProvider.System.GetUtcNow().Year}-0001";

    [Fact]
    public void A_confirmed_cause_is_counted_and_shown()
    {
        Run("", "case", "close", Number, "--reason", "cause-confirmed", "--cause", "server-down").Exit.ShouldBe(ExitCodes.WrongUsage);
        var cause = Run("", "causes", "--json").Out is var catalogue ? JsonDocument.Parse(catalogue).RootElement.EnumerateArray().First().GetProperty("id").GetString()! : "";
        Run("", "case", "close", Number, "--reason", "cause-confirmed", "--cause", cause, "--confirmed-by", "owner", "--verdict-right", "yes").Exit.ShouldBe(ExitCodes.Success);
        Run("", "case", "priors", "on").ShouldSatisfyAllConditions(it => it.Out.ShouldContain(cause), it => it.Error.ShouldContain("1 of 20"));
        using var table = JsonDocument.Parse(Run("", "case", "calibration", "--json").Out);
        (table.RootElement.GetProperty("priors").GetProperty("on").GetBoolean(), table.RootElement.GetProperty("priors").GetProperty("cases").GetInt32()).ShouldBe((true, 1));
        Run("", "case", "calibration", "--lang", "zh").Out.ShouldContain("正确率");
    }

    [Fact]
    public void A_held_case_is_not_erased_and_a_released_one_is()
    {
        Run("", "case", "close", Number).Exit.ShouldBe(ExitCodes.Success);
        Run("", "case", "hold", Number, "court", "order").Out.ShouldContain("court order");
        Run("", "case", "erase", Number, "asked").ShouldSatisfyAllConditions(it => it.Exit.ShouldBe(ExitCodes.WrongUsage), it => it.Error.ShouldContain("legal hold"));
        Run("", "case", "release", Number, "it", "ended").Exit.ShouldBe(ExitCodes.Success);
        Run("", "case", "erase", Number).Exit.ShouldBe(ExitCodes.WrongUsage, "a reason is asked for");
        Run("", "case", "erase", Number, "asked").Exit.ShouldBe(ExitCodes.Success);
        Run("", "case", "show", Number).Out.ShouldNotContain("Since noon");
        Run("", "case", "retention", Number).Out.ShouldContain("erased on");
        Run("", "case", "retention", "short", "90").Out.ShouldContain("90 days after closing");
        Run("", "case", "erase", "--due").Exit.ShouldBe(ExitCodes.Success);
    }

    [Fact]
    public void The_export_is_a_zip_that_is_never_written_over_another_file()
    {
        var path = Path.Combine(_folder, "out.zip");
        Run("", "case", "export", Number, path).Exit.ShouldBe(ExitCodes.Success);
        using (var zip = ZipFile.OpenRead(path)) zip.Entries.Select(it => it.FullName).ShouldContain("evidence/E1-mail.txt");
        Run("", "case", "export", Number, path).Exit.ShouldBe(ExitCodes.WrongUsage);
        Directory.GetFiles(_folder, "*.part").ShouldBeEmpty();
    }

    [Fact]
    public void Steps_of_working_a_case_are_taken_and_shown()
    {
        Run("", "case", "trial", Number, "maybe", "proxy=on").Exit.ShouldBe(ExitCodes.WrongUsage);
        Run("", "case", "trial", Number, "yes", "proxy=on", "vpn=off", "--repeats", "3").Out.ShouldContain("came  ×3  proxy=on, vpn=off");
        Run("", "case", "trial", Number, "no", "proxy=off").Out.ShouldContain("2  did not come");
        var next = Run("", "case", "ask", Number).Out.Trim().Split(' ')[0];
        Run("", "case", "ask", Number, next).Out.ShouldContain($"[ ] {next}");
        Run("", "case", "remind", Number, "soon", "call").Exit.ShouldBe(ExitCodes.WrongUsage);
        Run("", "case", "remind", Number, "2", "call", "again").Out.ShouldContain("call again");
        var path = Path.Combine(_folder, "pack.zip");
        Run("", "case", "escalation", Number, path).Exit.ShouldBe(ExitCodes.Success);
        using (var zip = ZipFile.OpenRead(path)) zip.Entries.Select(it => it.FullName).ShouldBe(["escalation.en.md", "escalation.json"]);
        Run("", "case", "escalation", Number, path).Exit.ShouldBe(ExitCodes.WrongUsage);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private (int Exit, string Out, string Error) Run(string input, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var surroundings = new Surroundings
        {
            In = new MemoryStream(Encoding.UTF8.GetBytes(input)), Out = output, Error = error,
            Variable = name => name == "DEMARC_HOME" ? Path.Combine(_folder, "home") : null,
        };
        var exit = CommandLine.Run(arguments, surroundings);
        return (exit, output.ToString(), error.ToString());
    }
}
