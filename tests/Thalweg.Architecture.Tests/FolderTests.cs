using System.Text.RegularExpressions;

namespace Thalweg.Architecture.Tests;

/// <summary>
/// A listing of a folder is documentation: where a folder has public types, internal ones stand in its folder
/// <c>Internals</c>, in the same namespace.
/// </summary>
public sealed partial class FolderTests
{
    private const string Internals = "Internals";

    public static TheoryData<string> Libraries { get; } = [.. Library.Names];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Public_and_internal_types_stand_apart(string library)
    {
        var faults = new List<string>();
        Assert.Contains(Files(library).SelectMany(Types), type => type.IsPublic);
        foreach (var folder in Files(library).GroupBy(file => Path.GetDirectoryName(file)!))
        {
            var inside = Path.GetFileName(folder.Key) == Internals;
            var types = folder
                .SelectMany(file => Types(file).Select(type => (file, type.IsPublic, type.Name)))
                .ToList();
            var hasPublic = types.Exists(type => type.IsPublic);
            faults.AddRange(
                from type in types
                where inside ? type.IsPublic : hasPublic && !type.IsPublic
                select $"{type.file}: move {type.Name} {(inside ? "out of" : "to a file in")} {Internals}"
            );
        }
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Namespaces_are_folders(string library)
    {
        var root = Library.Folder(library);
        Assert.All(
            Files(library),
            file =>
            {
                var folders = Path.GetDirectoryName(Path.GetRelativePath(root, file))!
                    .Split(Path.DirectorySeparatorChar)
                    .Where(folder => folder.Length > 0 && folder != Internals);
                var expected = string.Join('.', folders.Prepend(Path.GetFileName(root)));
                Assert.Equal(expected, NamespacePattern().Match(File.ReadAllText(file)).Groups[1].Value);
            }
        );
    }

    private static IEnumerable<string> Files(string library) =>
        Directory.EnumerateFiles(Library.Folder(library), "*.cs", SearchOption.AllDirectories);

    private static IEnumerable<(string Name, bool IsPublic)> Types(string file) =>
        TypePattern()
            .Matches(File.ReadAllText(file))
            .Select(match => (match.Groups["name"].Value, match.Groups["access"].Value == "public"));

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespacePattern();

    // Types of a file-scoped namespace begin their lines; nested ones are indented.
    [GeneratedRegex(
        @"^(?:(?<access>public|internal|file) )?(?:(?:static|sealed|abstract|partial|readonly|unsafe|ref) )*"
            + @"(?:class|struct|interface|enum|record struct|record class|record|delegate [^(]*?) ?(?<name>\w+)",
        RegexOptions.Multiline
    )]
    private static partial Regex TypePattern();
}
