namespace Demarc.Transcripts.Mail;

/// <summary>What a header line says about the mail below it.</summary>
internal enum MailField { None, From, Time, To, Copy, Subject, Body, Other }

/// <summary>
/// The labels mail programs put before header values, in the languages met. A label may carry inner blanks
/// (<c>抄 送</c>), bold stars and either colon; one client leaves the colon out.
/// </summary>
internal static class MailLabels
{
    private const int LongestLabel = 24;

    private static readonly Dictionary<string, MailField> Chinese = new(StringComparer.Ordinal)
    {
        ["发件人"] = MailField.From, ["寄件者"] = MailField.From, ["寄件人"] = MailField.From,
        ["发送时间"] = MailField.Time, ["发送日期"] = MailField.Time, ["发件时间"] = MailField.Time, ["日期"] = MailField.Time,
        ["寄件日期"] = MailField.Time, ["傳送時間"] = MailField.Time, ["时间"] = MailField.Time,
        ["收件人"] = MailField.To, ["收件者"] = MailField.To, ["抄送"] = MailField.Copy, ["副本"] = MailField.Copy, ["密送"] = MailField.Copy,
        ["主题"] = MailField.Subject, ["主旨"] = MailField.Subject, ["邮件主题"] = MailField.Subject,
        ["邮件内容"] = MailField.Body, ["正文"] = MailField.Body, ["附件"] = MailField.Other,
    };

    private static readonly Dictionary<string, MailField> Western = new(StringComparer.OrdinalIgnoreCase)
    {
        ["From"] = MailField.From, ["Sent"] = MailField.Time, ["Date"] = MailField.Time, ["To"] = MailField.To, ["Cc"] = MailField.Copy,
        ["Bcc"] = MailField.Copy, ["Subject"] = MailField.Subject, ["Reply-To"] = MailField.Other, ["Importance"] = MailField.Other,
        ["Attachments"] = MailField.Other,
        ["Von"] = MailField.From, ["Gesendet"] = MailField.Time, ["Datum"] = MailField.Time, ["An"] = MailField.To, ["Betreff"] = MailField.Subject,
        ["De"] = MailField.From, ["Envoyé"] = MailField.Time, ["À"] = MailField.To, ["Objet"] = MailField.Subject,
        ["Da"] = MailField.From, ["Inviato"] = MailField.Time, ["Data"] = MailField.Time, ["A"] = MailField.To, ["Oggetto"] = MailField.Subject, ["Risposta"] = MailField.Other,
        ["Van"] = MailField.From, ["Verzonden"] = MailField.Time, ["Aan"] = MailField.To, ["Onderwerp"] = MailField.Subject,
        ["Enviado"] = MailField.Time, ["Enviada em"] = MailField.Time, ["Para"] = MailField.To, ["Asunto"] = MailField.Subject, ["Assunto"] = MailField.Subject,
        ["Od"] = MailField.From, ["Wysłano"] = MailField.Time, ["Do"] = MailField.To, ["Temat"] = MailField.Subject,
        ["От"] = MailField.From, ["Отправлено"] = MailField.Time, ["Дата"] = MailField.Time, ["Кому"] = MailField.To, ["Тема"] = MailField.Subject,
        ["差出人"] = MailField.From, ["送信日時"] = MailField.Time, ["宛先"] = MailField.To, ["件名"] = MailField.Subject,
        ["Från"] = MailField.From, ["Skickat"] = MailField.Time, ["Till"] = MailField.To, ["Ämne"] = MailField.Subject,
    };

    /// <summary>The field of a header line and its value; <see cref="MailField.None"/> when the line is none.</summary>
    public static MailField Read(ReadOnlySpan<char> line, out string value, out bool chinese)
    {
        value = "";
        chinese = false;
        var text = line.Trim().Trim('*').Trim();
        var colon = text.IndexOfAny(':', '：');
        if (colon > 0 && colon <= LongestLabel)
        {
            var label = text[..colon].ToString().Replace("*", "", StringComparison.Ordinal).Replace("　", "", StringComparison.Ordinal).Trim();
            var field = Lookup(label, out chinese);
            if (field != MailField.None)
            {
                value = text[(colon + 1)..].Trim().TrimStart('*').Trim().ToString();
                return field;
            }
        }

        return ReadWithoutColon(text, ref value, ref chinese);
    }

    private static MailField Lookup(string label, out bool chinese)
    {
        chinese = Chinese.TryGetValue(label.Replace(" ", "", StringComparison.Ordinal), out var field);
        return chinese || Western.TryGetValue(label, out field) ? field : MailField.None;
    }

    private static MailField ReadWithoutColon(ReadOnlySpan<char> text, ref string value, ref bool chinese)
    {
        var blank = text.IndexOf(' ');
        if (blank is < 2 or > 5 || !Chinese.TryGetValue(text[..blank].ToString(), out var field)) return MailField.None;
        if (field is MailField.Body or MailField.Other) return MailField.None;
        (value, chinese) = (text[(blank + 1)..].Trim().ToString(), true);
        return field;
    }
}
