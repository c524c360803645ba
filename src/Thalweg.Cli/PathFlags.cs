using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Syntax;
using DeclaredOption = Thalweg.Studies.Syntax.Option;

namespace Thalweg.Cli;

/// <summary>The flags that say how a path is found: the method, and a flag for every option that some method has.</summary>
internal sealed class PathFlags
{
    private readonly Flag method = new(
        new TextOption(
            "method",
            "neb",
            $"how the path is found: {string.Join(", ", PathMethods.Catalogue.Signatures.Select(s => s.Name))} (thalweg list methods)",
            "a method"
        ),
        "method"
    );
    private readonly IReadOnlyList<Flag> options =
    [
        .. PathMethods
            .Catalogue.Signatures.SelectMany(s => s.Options.Select(o => (Signature: s, Option: o)))
            .GroupBy(p => p.Option.Name)
            .Select(group => new Flag(Optional([.. group]))),
    ];

    public IReadOnlyList<Flag> All => [method, .. options];

    /// <summary>Where the method was written.</summary>
    public SourceLocation Place => method.Place;

    /// <summary>The method with its options.</summary>
    /// <exception cref="InputException">An option belongs to another method, or is given twice.</exception>
    public ResolvedCall Read(Invocation invocation)
    {
        var call = CallParser.Parse(invocation.Text(method), method.Place);
        var arguments = call.Arguments.ToList();
        foreach (var flag in options.Where(invocation.IsGiven))
        {
            var name = flag.Option.Name;
            if (arguments.Exists(a => a.Key == name))
            {
                throw new InputException($"is given with --method too; leave one of the two out", flag.Place);
            }
            var text = invocation.Written(flag) is [var one]
                ? one
                : throw new InputException($"given {invocation.Written(flag).Count} times; give it once", flag.Place);
            var signature = PathMethods.Catalogue.Signatures.FirstOrDefault(s => s.Name == call.Name);
            if (signature is not null && signature.Options.All(o => o.Name != name))
            {
                throw new InputException(
                    $"has no meaning with --method {call.Name}, whose options are "
                        + $"{string.Join(", ", signature.Options.Select(o => o.Name))}; leave it out",
                    flag.Place
                );
            }
            arguments.Add(new CallArgument(name, text, flag.Place));
        }
        return PathMethods.Catalogue.Resolve(call with { Arguments = arguments });
    }

    /// <summary>One flag for an option of several methods, whose defaults may differ.</summary>
    private static DeclaredOption Optional(IReadOnlyList<(Signature Signature, DeclaredOption Option)> uses)
    {
        var methods = uses.GroupBy(u => u.Option.Default)
            .Select(g => $"{string.Join(", ", g.Select(u => u.Signature.Name))}{(g.Key is null ? "" : $": {g.Key}")}");
        return uses[0].Option with
        {
            Default = null,
            IsOptional = true,
            Description = $"{uses[0].Option.Description} [{string.Join("; ", methods)}]",
        };
    }
}
