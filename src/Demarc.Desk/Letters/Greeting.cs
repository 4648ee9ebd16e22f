using Demarc.Model;

namespace Demarc.Desk.Letters;

/// <summary>
/// The first line of a letter: family name and title as the party has it, and a plain greeting where nothing is known.
/// Which part of a name in Latin letters is the family's cannot be told, so all of it is written.
/// </summary>
internal static class Greeting
{
    private static readonly (string Zh, string En)[] Titles = [("先生", "Mr"), ("女士", "Ms"), ("老师", ""), ("博士", "Dr"), ("教授", "Professor"), ("工程师", ""), ("经理", "")];

    private static readonly string[] TwoCharacterFamilies =
        ["欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯", "长孙", "宇文", "端木", "南宫"];

    /// <summary>Such as <c>李女士，您好：</c> and <c>Dear Ms Li Ming,</c>.</summary>
    public static string Of(Party party)
    {
        var name = party.Name is { } written ? MailText.Line(written) : "";
        var salutation = party.Salutation is { } wished ? MailText.Line(wished).TrimEnd(',', '，', ':', '：') : "";
        return party.Language == Language.Chinese ? Chinese(name, salutation) : English(name, salutation);
    }

    private static string Chinese(string name, string salutation)
    {
        if (salutation.Length == 0) return name.Length == 0 ? "您好：" : Join(name, "") + "，您好：";
        var title = Titles.FirstOrDefault(row => row.En.Length > 0 && (salutation == row.En || salutation == row.En + ".")).Zh ?? salutation;
        if (!Titles.Any(row => row.Zh == title)) return title + "，您好：";
        return (name.Length == 0 ? "" : Join(Family(name), title)) + (name.Length == 0 ? "您好：" : "，您好：");
    }

    private static string English(string name, string salutation)
    {
        if (salutation.Length == 0) return name.Length == 0 ? "Hello," : $"Dear {name},";
        var title = Titles.FirstOrDefault(row => row.Zh == salutation).En ?? salutation;
        var isTitle = title != salutation || Titles.Any(row => row.En == salutation.TrimEnd('.'));
        if (!isTitle) return $"Dear {title},";
        return name.Length == 0 ? "Hello," : title.Length == 0 || MailText.IsHan(name[0]) ? $"Dear {name}," : $"Dear {title} {name},";
    }

    private static string Family(string name)
    {
        if (!MailText.IsHan(name[0])) return name;
        return name[..Math.Min(name.Length, TwoCharacterFamilies.Any(family => name.StartsWith(family, StringComparison.Ordinal)) ? 2 : 1)];
    }

    private static string Join(string name, string title) => title.Length == 0 || MailText.IsHan(name[^1]) ? name + title : $"{name} {title}";
}
