using System.Text;
using Demarc.Testing;
using Demarc.Transcripts.Mail;

namespace Demarc.Transcripts.Tests.Mail;

/// <summary>
/// Real quoted chains, with the turns a person sees in them: <c>header first-last author | instant</c>, 1-based lines,
/// <c>?</c> for nobody named, <c>-</c> for no instant. Written by reading the mails.
/// </summary>
public sealed class MailCorpusTests
{
    public static TheoryData<string, string[]> Chains { get; } = new()
    {
        { "zh/zh-01-outlook-three-levels-with-top-lsof.eml", ["1 14-13 Peter X | 2024-09-25 15:32:21Z", "14 17-16 Yuchen | 2024-09-24 08:25:22Z", "17 26-25 Daniel B | 2024-09-23 16:59:00Z", "26 29-28 Yuchen | 2024-09-23 01:33:13Z", "29 37-36 Peter X | 2024-09-20 15:53:00Z", "37 38-50 Yuchen | 2024-09-20 10:05:42Z", "52 52-53 Peter X | 2024-09-20 15:53:00Z", "55 55-57 Yuchen | 2024-09-23 01:33:13Z", "59 59-61 Peter X | 2024-09-20 15:53:00Z", "63 63-67 Yuchen | 2024-09-23 01:33:13Z", "69 69-69 Daniel B | 2024-09-23 16:59:00Z", "71 71-72 Yuchen | 2024-09-24 08:25:22Z", "74 74-77 Daniel B | 2024-09-23 16:59:00Z", "80 80-101 Yuchen | 2024-09-24 08:25:22Z", "103 103-107 Peter X | 2024-09-25 15:32:21Z", "110 110-114 Daniel B | 2024-09-23 16:59:00Z"] },
        { "zh/zh-02-qqmail-bold-stars-thunderbird.eml", ["1 11-10 Gao X | 2019-07-18 03:19:14Z", "11 12-14 ZHOU | -", "16 16-18 Gao X | 2019-07-18 03:19:14Z", "21 21-21 ZHOU | -", "24 33-32 Gao X | 2019-07-18 03:10:00Z", "33 34-35 Gao X | -", "38 38-43 Gao X | 2019-07-18 03:10:00Z"] },
        { "zh/zh-03-coremail-weekday-and-disclaimer.eml", ["1 11-10 Greg K | 2025-11-28 05:54:58Z", "11 12-12 陈华才 | 2025-11-28 02:30:12Z", "15 21-20 Greg K | 2025-11-27 14:45:04Z", "21 21-21 陈华才 | 2025-11-28 02:30:12Z", "23 23-23 Greg K | 2025-11-28 05:54:58Z", "25 25-26 陈华才 | 2025-11-28 02:30:12Z", "28 28-30 Greg K | 2025-11-28 05:54:58Z"] },
        { "zh/zh-04-gmail-netease-four-levels-groups-footer.txt", ["1 1-2 ? | -", "4 6-9 user-xu | 2025-12-26 07:57:38Z", "13 15-17 user-ji | 2025-12-26 07:03:00Z", "19 21-23 user-chen | 2025-12-26 07:00:19Z", "25 27-30 user-init | 2025-12-26 05:31:25Z", "33 39-50 用户甲 | 2025-12-26 05:17:00Z", "52 52-52 user-chen | 2025-12-26 07:00:19Z", "53 53-56 user-ji | 2025-12-26 07:03:00Z", "58 58-58 user-xu | 2025-12-26 07:57:38Z", "59 59-64 user-ji | 2025-12-26 07:03:00Z"] },
        { "zh/zh-06-outlook-and-foxmail-blocks-unquoted-sql.txt", ["3 3-29 ? | -", "33 41-68 jia.fang | 2017-04-11 08:33:00Z", "72 82-101 jia.fang | 2017-04-11 08:18:00Z"] },
        { "zh/zh-07-foxmail-fullwidth-colon-github-footer.txt", ["1 1-5 ? | -", "7 12-15 LuoZe | 2018-09-06 13:22:00Z"] },
        { "zh/zh-09-outlook-block-inside-double-quotes-many-cc.eml", ["1 15-14 Like X | 2020-06-05 05:28:30Z", "15 18-17 Li,RQ | -", "18 29-29 X, Like | 2020-06-05 02:32:00Z", "31 32-38 Li RQ | -", "39 39-45 X, Like | 2020-06-05 02:32:00Z", "48 48-48 Li,RQ | -", "51 51-52 Like X | 2020-06-05 05:28:30Z", "54 54-59 Li,RQ | -"] },
        { "EmailReplyParser/email_22.txt", ["1 1-5 ? | -", "7 12-14 Company Questions | 2017-08-02 07:37:00Z"] },
        { "EmailReplyParser/email_w10_mail.txt", ["1 1-4 ? | -", "6 11-16 Bort | -"] },
        { "EmailReplyParser/email_ls-l.txt", ["1 5-33 ? | -"] },
        { "talon/yahoo.eml", ["1 12-12 Alex Q | 2012-04-02 13:45:30Z", "15 22-22 user004 | -"] },
        { "talon/iphone.eml", ["1 12-14 xxx | 2012-04-03 12:23:59Z", "16 19-19 bob | -"] },
        { "talon/gmail.eml", ["1 10-15 Megan One | 2012-04-02 16:21:52Z", "17 19-19 Megan One | -", "21 21-31 Megan One | 2012-04-02 16:21:52Z"] },
        { "email-reply-parser/email_ios_outlook.txt", ["1 1-7 ? | -", "8 14-25 The Hiring Engine | -"] },
        { "email-reply-parser/email_original_message.txt", ["1 1-5 ? | -", "7 9-12 ? | -"] },
        { "email-reply-parser/email_original_message_2.txt", ["1 1-5 ? | -", "7 9-12 ? | -"] },
        { "email-reply-parser/email_outlook_split_line_from.txt", ["1 1-5 ? | -", "7 13-30 Human Resources | -"] },
        { "email-reply-parser/email_thread.txt", ["1 1-1 ? | -", "3 7-7 John Doe | -", "9 11-10 Jim Beam | -", "11 13-14 John Doe | -", "16 16-19 Jim Beam | -"] },
        { "email-reply-parser/email_tricky_14_long_quote_header.txt", ["1 1-5 ? | -", "7 8-8 John William Smith Junior from Accounting Department | -"] },
        { "email-reply-parser/email_tricky_15_original_message_variations.txt", ["1 1-5 ? | -", "7 13-13 sender | -"] },
        { "email-reply-parser/email_tricky_17_forward_header.txt", ["1 1-1 ? | -", "3 9-9 John Smith | -"] },
        { "email-reply-parser/email_tricky_3_code_block.txt", ["1 1-13 ? | -"] },
        { "email-reply-parser/email_with_date_headers.txt", ["1 1-5 ? | -"] },
        { "email-reply-parser/email_zoho.txt", ["1 1-2 ? | -", "4 6-6 user024 | 2021-02-24 08:32:50Z"] },
        { "email_reply_trimmer/dual_embedded.txt", ["1 1-1 ? | -", "4 7-7 Some One | 2016-02-01 12:58:00Z", "10 13-13 Another One | 2016-02-01 05:58:00Z"] },
        { "email_reply_trimmer/email_headers_1.txt", ["1 1-1 ? | -", "4 13-17 Outlook user | -"] },
        { "email_reply_trimmer/email_headers_2.txt", ["1 1-1 ? | -", "2 8-10 Discourse | -"] },
        { "email_reply_trimmer/email_headers_3.txt", ["1 1-1 ? | -", "3 10-18 Some One | -"] },
        { "email_reply_trimmer/embedded_ception.txt", ["1 1-4 Some One | -", "6 9-9 Jeff Atwood | -", "11 14-18 Some One | -", "20 22-22 Discourse Team | -", "24 27-31 Some One | -", "33 36-36 Discourse Team | -", "43 43-47 Some One | -"] },
        { "email_reply_trimmer/forwarded_apple.txt", ["1 1-1 ? | -", "3 10-17 Foo Discourse | -"] },
        { "email_reply_trimmer/forwarded_gmail.txt", ["1 1-1 ? | -", "3 10-17 Foo Discourse | -"] },
        { "email_reply_trimmer/forwarded_message.txt", ["1 9-9 Some One | -"] },
        { "email-reply-parser/email_german_outlook.txt", ["1 1-5 ? | -", "7 13-13 Max Mustermann | -"] },
        { "email-reply-parser/email_ios_outlook_fr.txt", ["1 1-7 ? | -", "8 14-16 The Hiring Engine | -"] },
        { "email-reply-parser/email_finnish.txt", ["1 1-5 ? | -", "7 10-10 John Coe | -"] },
        { "email-reply-parser/email_russian.txt", ["1 1-5 ? | -", "7 9-9 John Doe | -"] },
        { "email-reply-parser/email_portuguese.txt", ["1 1-5 ? | -", "7 10-10 John Doe - Stripe | -"] },
        { "email_reply_trimmer/embedded_email_german_2.txt", ["1 1-1 ? | -", "4 6-6 Max Mustermann | -"] },
        { "email_reply_trimmer/embedded_email_german_3.txt", ["1 1-1 ? | -", "4 10-10 Discourse Team | -"] },
        { "email_reply_trimmer/embedded_email_french_1.txt", ["1 1-1 ? | -", "2 6-11 Neil Lalonde | -"] },
        { "email_reply_trimmer/embedded_email_russian_1.txt", ["1 1-1 ? | -", "3 5-26 lidel | -"] },
        { "email_reply_trimmer/embedded_email_dutch_1.txt", ["1 1-1 ? | -", "4 7-13 VannillaSky | -"] },
        { "email_reply_trimmer/embedded_email_polish_1.txt", ["1 1-4 ? | -", "6 9-34 Michael Downey | -"] },
        { "email_reply_trimmer/embedded_email_ukrainian.txt", ["1 1-1 ? | -", "3 5-18 Arpit | -"] },
        { "email_reply_trimmer/embedded_email_swedish.txt", ["1 1-9 Some One | -", "13 18-20 Foo Bar | -"] },
        { "email_reply_trimmer/email_headers_4.txt", ["1 1-1 ? | -", "3 9-17 Sally54721 | -"] },
        { "email_reply_trimmer/usenet.txt", ["1 1-9 ? | -"] },
        { "EmailReplyParser/email_zimbra_free_fr.txt", ["1 1-10 ? | -", "12 13-17 Toby Flenderson | -"] },
    };

    [Theory]
    [MemberData(nameof(Chains))]
    public void Finds_the_turns_a_person_sees(string file, string[] expected) =>
        Describe(System.IO.File.ReadAllText(Repository.Shared(["corpus", "mail", .. file.Split('/')]), Encoding.UTF8)).ShouldBe(expected);

    public static TheoryData<string, string[]> Seeds { get; } = new()
    {
        { "case-a-mail-site-unreachable.txt", ["3 3-71 Engineer A | -", "75 81-131 Engineer A | 2020-01-16 03:21:00Z", "135 141-163 Engineer A | 2020-01-14 08:18:00Z", "167 177-189 Engineer A | 2020-01-14 08:11:00Z"] },
        { "case-b-messenger-hangs.txt", ["3 3-33 Engineer B | -", "37 47-86 Engineer B | 2020-08-28 06:01:00Z", "88 100-156 Engineer B | 2020-08-24 10:11:00Z", "158 170-198 Engineer B | 2020-08-21 05:33:00Z", "202 210-210 客户联系人乙 | 2020-08-21 01:15:00Z", "212 218-231 Engineer B | 2020-08-20 10:02:00Z", "235 242-271 Engineer B | 2020-08-18 09:23:00Z", "275 283-365 Engineer B | 2020-08-17 08:24:00Z", "369 379-391 Engineer B | 2020-08-17 07:32:00Z"] },
        { "case-c-updates-not-fetched.txt", ["3 8-15 Engineer C | 2020-03-05 16:18:42Z", "17 22-24 Engineer C | 2020-03-05 17:03:59Z", "26 31-33 Engineer C | 2020-03-09 14:14:45Z", "35 40-42 Engineer C | 2020-03-16 10:27:13Z", "44 49-51 Engineer C | 2020-03-18 10:38:14Z", "53 58-60 Engineer C | 2020-03-20 10:41:36Z", "62 67-69 Engineer C | 2020-03-24 14:22:55Z", "71 76-78 Engineer C | 2020-03-26 11:23:11Z", "80 85-94 Engineer C | 2020-03-30 13:00:11Z"] },
        { "case-d-intermittent-https.md", ["1 1-967 ? | -"] },
    };

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Finds_the_turns_of_the_seed_cases(string file, string[] expected) =>
        Describe(System.IO.File.ReadAllText(Repository.Shared("seeds", file), Encoding.UTF8)).ShouldBe(expected);

    internal static List<string> Describe(string content)
    {
        var text = new EvidenceText("case.txt", "", content);
        return [.. MailChain.Split(text).Select(turn => FormattableString.Invariant(
            $"{turn.HeaderFirst + 1} {turn.First + 1}-{turn.Last + 1} {turn.Author ?? "?"} | {turn.Time?.Utc?.ToString("u", System.Globalization.CultureInfo.InvariantCulture) ?? "-"}"))];
    }
}
