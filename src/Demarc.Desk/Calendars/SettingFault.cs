using Demarc.Model;

namespace Demarc.Desk.Calendars;

/// <summary>What is wrong in a file of settings, and on which line (1-based); the rest of the file is used.</summary>
public sealed record SettingFault(string File, int Line, Bilingual Why);
