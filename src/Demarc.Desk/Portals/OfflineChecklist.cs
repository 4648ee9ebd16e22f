using System.Globalization;
using System.Text;
using Demarc.Desk.Cases;
using Demarc.Desk.Store;
using Demarc.Model;

namespace Demarc.Desk.Portals;

/// <summary>
/// What is asked of a site without internet, as Markdown to print or to carry on a stick: each request with its commands, a place to note
/// when and where it was run, and how to bring the results back so that nothing is changed on the way.
/// </summary>
public static class OfflineChecklist
{
    /// <summary>The checklist of a case for one party; of all open requests that name nobody where no party is given.</summary>
    public static string Of(DeskStore store, string caseId, string? party, Language language) => store.Read(reading =>
    {
        var found = CaseBook.Find(reading, caseId) ?? throw new DeskFault(DeskFaultKind.NotFound, new($"no case '{caseId}'", $"没有案例“{caseId}”"));
        var whom = party is null ? null : reading.One($"SELECT {Party.Columns} FROM party WHERE id = @1 AND case_id = @2", Party.Read, party, found.Id);
        return Of(found.Number, AskedItem.Of(reading, found.Id, whom), language);
    });

    /// <summary>The checklist of these requests.</summary>
    public static string Of(string number, IReadOnlyList<AskedItem> asked, Language language)
    {
        var text = new StringBuilder();
        Line($"# {Say("Evidence checklist", "取证清单")} {number}");
        Line(Say("For a site without internet. Tick what is done. Leave the files as the tools wrote them.", "供无法上网的现场使用。完成后打勾；工具写出的文件请保持原样。"));
        if (asked.Count == 0) Line(Say("Nothing is asked at present.", "目前没有需要采集的内容。"));
        for (var i = 0; i < asked.Count; i++) Item(i + 1, asked[i]);
        if (asked.Count > 0) Return();
        return text.ToString().TrimEnd() + "\n";

        string Say(string en, string zh) => language == Language.English ? en : zh;

        void Line(string line) => text.Append(line).Append("\n\n");

        void Item(int at, AskedItem item)
        {
            Line(string.Create(CultureInfo.InvariantCulture, $"## {at}. {OneLine(item.What.In(language))}"));
            if (item.Why is { } why) Line($"{Say("Why: ", "原因：")}{OneLine(why.In(language))}");
            if (item.How is { } how) Line(OneLine(how.In(language)));
            foreach (var command in item.Commands) Command(command);
            text.Append("- [ ] ").Append(Say("done", "已完成")).Append('\n');
            foreach (var blank in new[] { Say("Machine and place: ", "机器与位置："), Say("Started (with time zone): ", "开始时间（含时区）："), Say("File name: ", "文件名："), Say("Run by: ", "执行人：") })
                text.Append("- ").Append(blank).Append("____________________\n");
            text.Append('\n');
        }

        void Command(AskedCommand command)
        {
            Line(command.System == "windows" ? Say("Windows (PowerShell):", "Windows（PowerShell）：") : Say("Linux and macOS:", "Linux 与 macOS："));
            var fence = new string('`', Math.Max(3, LongestRun(command.Text, '`') + 1));
            Line($"{fence}{(command.System == "windows" ? "powershell" : "sh")}\n{command.Text.TrimEnd()}\n{fence}");
        }

        void Return()
        {
            Line($"## {Say("Bringing it back", "带回结果")}");
            Line(Say(
                "Put all files and this sheet into one folder, hash it, then copy it. Open nothing and rename nothing: the hashes show that what arrives is what was taken.",
                "把所有文件和本清单放进同一文件夹，先计算校验值，再复制。不要打开，也不要改名：校验值用于证明收到的内容与采集时一致。"));
            Command(new("windows", "$hashes = Get-ChildItem -File | Get-FileHash -Algorithm SHA256; $hashes | Format-List Hash, Path > hashes.txt"));
            Command(new("linux", "sha256sum -- * > hashes.txt    # macOS: shasum -a 256 -- * > hashes.txt"));
            Line(Say("Compare the clock of each machine with a correct one before you leave, and note the difference.", "离开现场前，请将每台机器的时钟与准确时间对照，并记下差值。"));
        }
    }

    /// <summary>Texts of requests may hold anything; a line of them must not become a heading or a list.</summary>
    private static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n', '\t', ' '], StringSplitOptions.RemoveEmptyEntries)).Replace("<", "&lt;", StringComparison.Ordinal);

    private static int LongestRun(string text, char letter)
    {
        var (longest, run) = (0, 0);
        foreach (var each in text)
        {
            run = each == letter ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
