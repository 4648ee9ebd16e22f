[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Demarc.Mail.Tests")]
