using System.Text.RegularExpressions;
using Thalweg.Results.Store;

namespace Thalweg.Studies.Reading;

/// <summary>The comment that tells editors which schema a study has, as far as it names a file.</summary>
public static partial class SchemaLine
{
    /// <summary>The name of the schema beside a study.</summary>
    public const string FileName = StudyFiles.Schema;

    /// <summary>The study with the schema beside it, so that its copy in another folder finds it.</summary>
    /// <param name="isNamed">Whether the study names a schema in a file; an address on a network stays.</param>
    public static string Beside(string study, out bool isNamed)
    {
        ArgumentNullException.ThrowIfNull(study);
        isNamed = Line().IsMatch(study);
        return Line().Replace(study, $"$1{FileName}");
    }

    [GeneratedRegex(@"^([ \t]*#[ \t]*yaml-language-server:[ \t]*\$schema=)(?!\w+://)\S+", RegexOptions.Multiline)]
    private static partial Regex Line();
}
