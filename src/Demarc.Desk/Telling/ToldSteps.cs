using System.Globalization;
using System.Text.Json.Serialization;
using Demarc.Desk.Clocks;
using Demarc.Desk.Trials;

namespace Demarc.Desk.Telling;

/// <summary>The trials of a case in the order they were written down.</summary>
/// <param name="Trials">The trials.</param>
public sealed record ToldTrials(IReadOnlyList<ToldTrial> Trials)
{
    public static ToldTrials Of(CaseDesk desk, string caseId) => new([.. desk.Trials.Of(caseId).Select(ToldTrial.Of)]);
}

/// <summary>A trial: with which settings the symptom came, or did not.</summary>
/// <param name="Id">To strike it out by.</param>
/// <param name="Position">Its place in the table.</param>
/// <param name="Symptom">The symptom came.</param>
/// <param name="Repeats">Runs alike.</param>
/// <param name="Text">The factors as people read them: <c>dlp=signed-in, proxy=on</c>.</param>
/// <param name="By">Who tried.</param>
/// <param name="At">When it was written down.</param>
public sealed record ToldTrial(string Id, int Position, bool Symptom, int Repeats, string Text, string? By, DateTimeOffset At)
{
    public static ToldTrial Of(TrialLine it) => new(it.Id, it.Position, it.Symptom, it.Repeats, it.Text, it.By, it.At);
}

/// <summary>Reminders of a case that nobody has done yet, the next one first.</summary>
/// <param name="Reminders">The reminders.</param>
public sealed record ToldReminders(IReadOnlyList<ToldReminder> Reminders)
{
    public static ToldReminders Of(CaseDesk desk, string caseId) => new([.. desk.Reminders.Of(caseId).Select(it => ToldReminder.Of(it, desk.Timing.Zone))]);
}

/// <summary>A reminder.</summary>
/// <param name="Id">To settle it by.</param>
/// <param name="Owner">Account whose it is; null for whoever has the case.</param>
/// <param name="Due">From then on it is due.</param>
/// <param name="DueText">The same in the desk's zone, to the minute.</param>
/// <param name="Text">What is to be done.</param>
public sealed record ToldReminder(string Id, string? Owner, DateTimeOffset Due, string DueText, string Text)
{
    public static ToldReminder Of(Reminder it, TimeZoneInfo zone) => new(it.Id, it.Owner, it.Due, TimeZoneInfo.ConvertTime(it.Due, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), it.Text);
}

/// <summary>Writes a trial down.</summary>
/// <param name="Symptom">The symptom came.</param>
/// <param name="Factors">As <c>factor=level</c>, separated by commas.</param>
/// <param name="Repeats">Runs alike.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TrialInput(bool Symptom, string Factors, int Repeats = 1);

/// <summary>Reminds of something.</summary>
/// <param name="Text">What is to be done.</param>
/// <param name="BusinessDays">In so many business days of the case's country, 400 at most.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RemindInput(string Text, int BusinessDays);
