using System.Globalization;
using Demarc.Desk.Field;
using Demarc.Desk.Telling;
using Demarc.Model;

namespace Demarc.Cli.Desk;

/// <summary><c>demarc case calibration</c> and <c>priors</c>: what closed cases teach.</summary>
internal sealed class CaseField(Invocation call, ICaseActions desk)
{
    private const int MostCauses = 30;

    /// <summary>How often verdicts were right, by how sure they were.</summary>
    public int Calibration()
    {
        var table = desk.Field();
        if (call.Options.Json)
        {
            CaseJson.Write(call.Out, table, TellingJson.Readable.ToldField);
            return ExitCodes.Success;
        }

        call.Page.Rows(
            [
                Words(new("confidence", "把握"), new("told", "所述"), new("right", "正确"), new("partly", "部分正确"), new("wrong", "错误"), new("share right, 95 %", "正确率，95 % 区间"), new("reading", "解读")),
                .. table.Bins.Select(it => it.Open()).Select(bin => Row(bin.Range, bin)),
                Row(new Bilingual("all that named a side", "全部已定界").In(call.Language), table.Named.Open()),
                [.. Row(new Bilingual("named no side", "未定界").In(call.Language), table.Undetermined.Open())[..^1], ""],
            ],
            indent: 0);
        if (table.Named.Open().Cases + table.Undetermined.Open().Cases == 0) call.Note(new("demarc: no case was closed with --verdict-right yet", "demarc: 尚无案例在关闭时说明结论是否正确（--verdict-right）"));
        return ExitCodes.Success;
    }

    /// <summary>How often causes were confirmed, and whether verdicts are weighed by it.</summary>
    public int Priors(string[] words)
    {
        switch (words)
        {
            case []:
                break;
            case ["on" or "off"]:
                desk.WeighByField(words[0] == "on");
                break;
            default:
                throw new CommandException(ExitCodes.WrongUsage, new("case priors: nothing, 'on' or 'off'", "case priors：不带参数，或 on、off"));
        }

        var state = desk.Field().Priors.Open();
        call.Note(new($"demarc: {state.Words.En}", $"demarc: {state.Words.Zh}"));
        call.Page.Rows([.. state.Causes.Take(MostCauses).Select(it => new[] { it.Cases.ToString(CultureInfo.InvariantCulture), it.Cause, desk.Catalogue.Find(it.Cause)?.Title.In(call.Language) ?? "" })], indent: 0);
        return ExitCodes.Success;
    }

    private string[] Words(params Bilingual[] words) => [.. words.Select(word => word.In(call.Language))];

    private string[] Row(string range, CalibrationBin bin) =>
    [
        range, bin.Mean?.ToString("0.00", CultureInfo.InvariantCulture) ?? "—", Count(bin.Right), Count(bin.Partly), Count(bin.Wrong),
        bin.Share is { } share ? string.Create(CultureInfo.InvariantCulture, $"{share:0.00} ({bin.Interval.Low:0.00}–{bin.Interval.High:0.00})") : "—", bin.Words.In(call.Language),
    ];

    private static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);
}
