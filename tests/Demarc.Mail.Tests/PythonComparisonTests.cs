using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Demarc.Mail.Reading;
using Demarc.Testing;

namespace Demarc.Mail.Tests;

/// <summary>The same mails read by Python's email package. Every difference is listed here with its reason; a new one fails.</summary>
public sealed class PythonComparisonTests
{
    private static readonly Dictionary<string, string> Explained = new(StringComparer.Ordinal)
    {
        ["zh-02-qqmail-bold-stars-thunderbird.eml: text"] = "labelled gb18030, is UTF-8; Python believes the label, here it is doubted and told",
        ["email_ls-l.txt: text"] = "format=flowed; Python leaves it wrapped, here its lines are joined",
        ["gb2312 cut in words: subject"] = "Python decodes each encoded word for itself and breaks the character that was cut; joined here",
        ["gb2312 cut in words: text"] = "a character of GBK under the label gb2312; Python reads strict GB 2312",
        ["raw gb18030: subject"] = "raw 8-bit header that is no UTF-8; Python puts U+FFFD, guessed here and told",
        ["raw gb18030: names"] = "the same in a file name",
        ["addresses: from"] = "a name with a comma and no quotes; Python makes the first half an address of its own",
        ["addresses: to"] = "full-width signs around an address; Python drops the address",
    };

    [Fact]
    public void Collected_mails_are_read_as_python_reads_them()
    {
        var files = Directory.GetFiles(Repository.Shared("corpus", "mail"), "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".eml" or ".txt" && !file.Contains("LICENSES", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        files.Count.ShouldBeGreaterThan(40);
        Compare(files.ToDictionary(file => Path.GetFileName(file), file => file));
    }

    [Fact]
    public void Nasty_mails_are_read_as_python_reads_them()
    {
        // bench/compare/postal-mime asks to keep the mails, to read them with another reader.
        var kept = Environment.GetEnvironmentVariable("DEMARC_KEEP_MAILS");
        var folder = kept is null ? Directory.CreateTempSubdirectory("demarc-mail-") : Directory.CreateDirectory(kept);
        try
        {
            var files = NastyMessages.All.Where(one => one.Key != "mailbox").ToDictionary(one => one.Key, one => Path.Combine(folder.FullName, one.Key + ".eml"));
            foreach (var (name, path) in files) File.WriteAllBytes(path, NastyMessages.All[name]);
            foreach (var made in GeneratedMessages.All())
            {
                files.Add(made.Name, Path.Combine(folder.FullName, made.Name + ".eml"));
                File.WriteAllBytes(files[made.Name], made.Octets);
            }

            Compare(files);
        }
        finally
        {
            if (kept is null) folder.Delete(recursive: true);
        }
    }

    private static void Compare(Dictionary<string, string> files)
    {
        var theirs = Python([.. files.Values]);
        theirs.Count.ShouldBe(files.Count);
        var differences = new List<string>();
        foreach (var ((name, path), their) in files.Zip(theirs))
        {
            var ours = MessageReader.Read(File.ReadAllBytes(path));
            Add("subject", ours.Subject, Text(their, "subject"));
            Add("from", string.Join(' ', ours.From is null ? [] : [ours.From.Address]), List(their, "from"));
            Add("to", string.Join(' ', ours.To.Select(box => box.Address)), List(their, "to"));
            if (ours.Text is not null && ours.Html is null) Add("text", ours.Text.TrimEnd('\n'), Text(their, "text").Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n'));
            Add("names", string.Join(' ', ours.Parts.Where(part => part.FileNameAsSent is { Length: > 0 }).Select(part => part.FileNameAsSent)), List(their, "names"));

            void Add(string what, string our, string other)
            {
                // Python reads 8-bit text without a charset as ASCII and puts U+FFFD for each octet; here it is guessed, and told.
                if (what == "text" && ours.Codes().Contains(MailProblemCode.CharsetAbsent) && other.Contains('\uFFFD', StringComparison.Ordinal)) return;

                // Python decodes the pieces of RFC 2231 each for itself; a character cut between two of them is lost.
                if (what == "names" && name.EndsWith("2231 pieces", StringComparison.Ordinal) && !our.Contains('\uFFFD', StringComparison.Ordinal)) return;
                if (our == other || Explained.ContainsKey($"{name}: {what}")) return;
                var at = our.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
                differences.Add($"{name}: {what} from {at} on\n ours   {Near(our, at)}\n theirs {Near(other, at)}");
            }
        }

        differences.ShouldBeEmpty();
    }

    private static string Near(string text, int at) => text[Math.Max(0, at - 20)..Math.Min(text.Length, at + 80)].Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Text(JsonElement their, string what) => their.GetProperty(what) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : their.GetProperty(what).ValueKind == JsonValueKind.Null ? "" : their.GetProperty(what).GetRawText();

    private static string List(JsonElement their, string what) =>
        their.GetProperty(what) is { ValueKind: JsonValueKind.Array } list ? string.Join(' ', list.EnumerateArray().Select(item => item.GetString())) : their.GetProperty(what).GetRawText();

    private static List<JsonElement> Python(IReadOnlyList<string> files)
    {
        var start = new ProcessStartInfo("python3", [Repository.File("tests", "Demarc.Mail.Tests", "Foreign", "read_mail.py"), .. files]) { UseShellExecute = false, RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 };
        start.Environment["PYTHONIOENCODING"] = "utf-8";
        try
        {
            using var python = Process.Start(start)!;
            var lines = python.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            python.WaitForExit();
            return [.. lines.Select(line => JsonDocument.Parse(line).RootElement)];
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("python3 is not installed");
            throw;
        }
    }
}
