using System.Text;
using Demarc.Testing;

namespace Demarc.Desk.Tests;

/// <summary>Compares with a file in <c>golden/</c>; <c>DEMARC_UPDATE_GOLDEN=1</c> writes it anew, to be reviewed as a diff.</summary>
internal static class Golden
{
    public static void Check(string name, string actual)
    {
        var path = Repository.File("tests", "Demarc.Desk.Tests", "golden", name);
        if (Environment.GetEnvironmentVariable("DEMARC_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual, new UTF8Encoding(false));
        }

        actual.ShouldBe(File.ReadAllText(path), $"golden/{name}");
    }
}
