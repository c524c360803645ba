using Thalweg.Formats.Files;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Sources.External;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli;

/// <summary>A file that a verb reads or writes.</summary>
/// <param name="Name">The flag that names it, for messages.</param>
internal sealed record FileClaim(string Path, FileUse Use, string Name);

/// <summary>Sees to it, before anything is computed, that no output is an input and no two outputs are one file, whatever they are
/// called: also through links.</summary>
internal static class FileClaims
{
    /// <exception cref="InputException">Two claims exclude each other.</exception>
    public static void Check(IEnumerable<FileClaim> claims)
    {
        var all = claims.Where(claim => claim.Path != OutputFile.Standard).ToList();
        foreach (var output in all.Where(claim => claim.Use.HasFlag(FileUse.Written)))
        {
            // One flag may name many files, which it tells apart by itself.
            foreach (var other in all.Where(claim => claim.Name != output.Name))
            {
                if (FileIdentity.AreSame(output.Path, other.Path))
                {
                    throw Conflict(output, other);
                }
            }
        }
    }

    /// <summary>The files that the flags of a run name.</summary>
    public static IEnumerable<FileClaim> Of(Invocation invocation, IEnumerable<Flag> flags) =>
        flags.Where(invocation.IsGiven).SelectMany(flag => Of(invocation, flag));

    private static IEnumerable<FileClaim> Of(Invocation invocation, Flag flag)
    {
        if (flag.Use != FileUse.None)
        {
            return invocation.Written(flag).Where(flag.IsPath).SelectMany(path => Of(WithoutPart(path), flag));
        }
        return flag.Option is CallOption
            ? invocation
                .Written(flag)
                .SelectMany(text => Named(flag, text))
                .Select(p => new FileClaim(p, FileUse.Read, flag.Name))
            : [];
    }

    /// <summary>A result folder that is read is all of its files.</summary>
    private static IEnumerable<FileClaim> Of(string path, Flag flag) =>
        flag.Use == FileUse.Read && Directory.Exists(path)
            ? RunFlags.Files(path).Select(claim => claim with { Name = flag.Name })
            : [new FileClaim(path, flag.Use, flag.Name)];

    /// <summary>A path may be followed by the name of a part of the file; a file of the whole name comes first.</summary>
    public static string WithoutPart(string path) =>
        !File.Exists(path) && path.LastIndexOf('#') is > 0 and var mark ? path[..mark] : path;

    /// <summary>The files inside a call: points, and those of a command.</summary>
    private static IEnumerable<string> Named(Flag flag, string text)
    {
        ResolvedCall call;
        try
        {
            call = (ResolvedCall)flag.Option.Read(text, flag.Place);
        }
        catch (InputException)
        {
            // Told by whoever needs the value.
            return [];
        }
        if (call.Signature == ExternalSignature.Signature)
        {
            var command = ExternalSignature.Command(call, "");
            return [.. command.Words.Concat(command.Files).Where(File.Exists)];
        }
        return Quadratures.ReadsFile(call) ? [call.Word("file")]
            : Problems.DataOf(call) is { } data ? [data]
            : [];
    }

    private static InputException Conflict(FileClaim output, FileClaim other) =>
        new(
            other.Use.HasFlag(FileUse.Written)
                ? $"'{output.Path}' is what {other.Name} writes, too; name two files"
                : $"'{output.Path}' is what {other.Name} reads, and would be lost; name another file",
            new SourceLocation(output.Name, 0, 1)
        );
}
