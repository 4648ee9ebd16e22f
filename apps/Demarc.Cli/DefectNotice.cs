using System.Runtime.InteropServices;
using Demarc.Model;

namespace Demarc.Cli;

/// <summary>What a person reads when Demarc itself fails: that it is our fault, and what to send. Details only on request.</summary>
internal static class DefectNotice
{
    private const string Switch = "DEMARC_DEBUG";

    public static void Write(Exception defect, IReadOnlyList<string> arguments, Surroundings surroundings, Language language)
    {
        var error = surroundings.Error;
        var kind = defect.GetType().Name;

        // The exception's own words may quote the input, which may hold secrets: they are shown on request only.
        error.WriteLine(new Bilingual(
            $"demarc: this is a defect in Demarc ({kind}), not in your input or your network",
            $"demarc: 这是 Demarc 自身的缺陷（{kind}），与你的输入和网络无关").In(language));
        if (surroundings.Variable(Switch) == "1")
        {
            error.WriteLine(defect.ToString());
            return;
        }

        // The arguments may name customers' files, so only the verb is repeated.
        var about = $"demarc {CommandLine.Version}, {arguments.FirstOrDefault(argument => !argument.StartsWith('-'))}, {RuntimeInformation.OSDescription}, .NET {Environment.Version}";
        error.WriteLine(new Bilingual(
            $"Please report it with the line below, and with the input if you may share it. Running it again with {Switch}=1 shows where it happened.",
            $"请反馈此问题并附上下面一行；如可公开，也请附上输入。设置 {Switch}=1 再运行一次可显示出错位置。").In(language));
        error.WriteLine("  " + about);
    }
}
