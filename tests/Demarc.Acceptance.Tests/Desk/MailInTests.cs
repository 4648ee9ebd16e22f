using System.Text;
using Demarc.Cli;

namespace Demarc.Acceptance.Tests.Desk;

/// <summary><c>demarc case mail-in</c>: from standard input with the exit status a mail server goes by, and from a folder.</summary>
public sealed class MailInTests : IDisposable
{
    private const string Letter = "From: li@example.net\r\nTo: case@example.com\r\nSubject: The page does not open\r\nMessage-ID: <1@example.net>\r\nDate: Mon, 2 Mar 2026 09:00:00 +0800\r\n\r\nSince noon.\r\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("demarc-mail-in-").FullName;

    [Fact]
    public void A_mail_on_standard_input_opens_a_case_and_the_same_again_is_known()
    {
        Run(Letter, "case", "mail-in").ShouldBe((ExitCodes.Success, "DM-2026-0001\n".Replace("2026", Year)));
        Run(Letter, "case", "mail-in").Exit.ShouldBe(ExitCodes.Success);
        Run("", "case", "list").Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem().ShouldContain("The page does not open");
    }

    [Fact]
    public void What_is_wrong_with_the_desk_is_told_as_temporary_and_what_is_wrong_with_the_mail_is_not()
    {
        File.WriteAllText(Home, "a file where the desk's folder should be");
        Run(Letter, "case", "mail-in").Exit.ShouldBe(75, "a mail server keeps the mail");
        File.Delete(Home);
        Directory.CreateDirectory(Home);
        File.WriteAllText(Path.Combine(Home, "desk.db"), "this is no database, and long enough to be taken for a damaged one");
        Run(Letter, "case", "mail-in").Exit.ShouldBe(75);
        File.Delete(Path.Combine(Home, "desk.db"));
        Run("", "case", "mail-in").Exit.ShouldBe(ExitCodes.NothingReadable, "an empty mail will be empty tomorrow too");
        Run(Letter, "case", "mail-in").Exit.ShouldBe(ExitCodes.Success);
    }

    [Fact]
    public void A_folder_is_taken_in_once_and_what_cannot_be_is_told()
    {
        var drop = Directory.CreateDirectory(Path.Combine(_folder, "drop")).FullName;
        Settled(drop, "one.eml", Letter);
        Run("", "case", "mail-in", "--folder", drop).ShouldBe((ExitCodes.Success, $"DM-{Year}-0001\n"));
        Run("", "case", "mail-in", "--folder", drop).ShouldBe((ExitCodes.Success, ""));
        Settled(drop, "two.eml", "no mail at all");
        Run("", "case", "mail-in", "--folder", drop).Exit.ShouldBe(ExitCodes.NothingReadable);
        File.Exists(Path.Combine(drop, "refused", "two.eml")).ShouldBeTrue();
        Run("", "case", "mail-in", "--folder", Path.Combine(_folder, "gone")).Exit.ShouldBe(75);
        Run("", "case", "mail-in", "--watch").Exit.ShouldBe(ExitCodes.WrongUsage);
    }

    [Fact]
    public async Task A_watched_folder_is_taken_in_until_it_is_interrupted()
    {
        var drop = Directory.CreateDirectory(Path.Combine(_folder, "drop")).FullName;
        using var stop = new CancellationTokenSource();
        var watching = Task.Run(() => Run("", stop.Token, "case", "mail-in", "--folder", drop, "--watch"), TestContext.Current.CancellationToken);
        await Task.Delay(500, TestContext.Current.CancellationToken);
        Settled(drop, "one.eml", Letter);
        for (var turn = 0; turn < 200 && !File.Exists(Path.Combine(drop, "taken", "one.eml")); turn++) await Task.Delay(100, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        (await watching).ShouldBe((ExitCodes.Success, $"DM-{Year}-0001\n"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Year => TimeProvider.System.GetUtcNow().Year.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private string Home => Path.Combine(_folder, "home");

    private static void Settled(string drop, string name, string text)
    {
        var path = Path.Combine(drop, name + ".part");
        File.WriteAllText(path, text);
        File.SetLastWriteTimeUtc(path, new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        File.Move(path, Path.Combine(drop, name));
    }

    private (int Exit, string Out) Run(string input, params string[] arguments) => Run(input, CancellationToken.None, arguments);

    private (int Exit, string Out) Run(string input, CancellationToken interrupted, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var surroundings = new Surroundings
        {
            In = new MemoryStream(Encoding.UTF8.GetBytes(input)), Out = output, Error = error, Interrupted = interrupted,
            Variable = name => name == "DEMARC_HOME" ? Home : null,
        };
        var exit = CommandLine.Run(arguments, surroundings);
        return (exit, output.ToString());
    }
}
