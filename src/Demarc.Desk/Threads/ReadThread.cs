using Demarc.Model;

namespace Demarc.Desk.Threads;

/// <summary>What a text says as a thread of a case.</summary>
/// <param name="Turns">Who said what, in the order they stand in the text: usually the newest first.</param>
/// <param name="ForeignNumbers">Case numbers of other systems, in capitals.</param>
public sealed record ReadThread(IReadOnlyList<ReadTurn> Turns, IReadOnlyList<string> ForeignNumbers);

/// <summary>What one person said in one mail, note or call.</summary>
/// <param name="Author">Who, as named; null when nothing says.</param>
/// <param name="At">When, if stated.</param>
/// <param name="To">Recipients.</param>
/// <param name="Copies">Who got a copy.</param>
/// <param name="Subject">As written.</param>
/// <param name="Body">What they said, nothing hidden but the quoted turns below, which are turns of their own.</param>
/// <param name="FirstLine">First line of header and body in the text, from 1.</param>
/// <param name="LastLine">Last line, inclusive.</param>
/// <param name="Sections">Headed parts of the body that mean something to a case.</param>
public sealed record ReadTurn(ReadPerson? Author, Moment? At, IReadOnlyList<ReadPerson> To, IReadOnlyList<ReadPerson> Copies, string? Subject, string Body, int FirstLine, int LastLine, IReadOnlyList<ReadSection> Sections);

/// <summary>Somebody as a header names them.</summary>
public sealed record ReadPerson(string? Name, string? Address);

/// <summary>A part of a turn under a heading.</summary>
/// <param name="Kind">The kind of log entry it makes (<see cref="Cases.EntryKind"/>).</param>
/// <param name="Heading">As written.</param>
/// <param name="Text">What stands below it.</param>
public sealed record ReadSection(string Kind, string Heading, string Text);
