namespace Thalweg.Studies.Syntax;

/// <summary>The declaration of one catalogue entry: its name, what it is, and its options in canonical order.</summary>
/// <param name="Name">Lower-case words joined by hyphens.</param>
/// <param name="Description">One sentence without a full stop.</param>
public sealed record Signature(string Name, string Description, IReadOnlyList<Option> Options)
{
    /// <summary>Key that <c>name:value</c> sets, or null.</summary>
    public string? Positional { get; init; }

    /// <summary>Other names people know it by; they are suggested, not accepted.</summary>
    public IReadOnlyList<string> AlsoKnownAs { get; init; } = [];

    /// <summary>Other names that are read as this one; the canonical text has <see cref="Name"/>.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Whether a call of this name means this entry.</summary>
    internal bool IsNamed(string name) => Name == name || Aliases.Contains(name);

    /// <summary>A rule over several options: returns what is wrong and what to do, or null.</summary>
    public Func<ResolvedCall, string?>? Rule { get; init; }

    /// <summary>Name and options as <c>thalweg list</c> prints them: <c>adam(rate=0.001, …)</c>.</summary>
    public string Usage =>
        Options.Count == 0 ? Name
        : Positional is not null ? $"{Name}:{Positional.ToUpperInvariant()}"
        : $"{Name}({string.Join(", ", Options.Where(o => !o.IsOptional).Select(o => $"{o.Name}={o.Default ?? "…"}"))})";

    /// <summary>Checks a call against the declaration and fills in the defaults.</summary>
    /// <exception cref="InputException">Unknown key, missing key, wrong value, or a broken rule.</exception>
    public ResolvedCall Resolve(Call call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var given = call.Arguments;
        if (call.Positional is { } positional)
        {
            given = Positional is { } key
                ? [new CallArgument(key, positional, call.Location)]
                : throw new InputException(
                    $"'{Name}' takes no value after a colon, found {CallText.Show(positional)}; write {Usage}",
                    call.Location
                );
        }
        foreach (var argument in given)
        {
            if (Options.All(o => !o.IsNamed(argument.Key)))
            {
                throw Unknown(argument);
            }
        }
        var arguments = new List<ResolvedArgument>(Options.Count);
        foreach (var option in Options)
        {
            var argument = given.FirstOrDefault(a => option.IsNamed(a.Key));
            if (given.LastOrDefault(a => option.IsNamed(a.Key)) is { } last && last != argument)
            {
                throw new InputException(
                    $"'{last.Key}' and '{argument!.Key}' of '{Name}' are one option; keep one of them",
                    last.Location
                );
            }
            var text = argument?.Value ?? option.Default;
            if (text is not null)
            {
                var value = option.Read(text, argument?.Location ?? call.Location);
                arguments.Add(
                    new ResolvedArgument(option, value, argument?.Location ?? call.Location)
                    {
                        Items = argument?.Items ?? [],
                    }
                );
            }
            else if (option.IsRequired)
            {
                throw new InputException(
                    $"'{Name}' needs {option.Name} ({option.Expected}): {option.Description}; write {Usage}",
                    call.Location
                );
            }
        }
        var resolved = new ResolvedCall(this, arguments, call.Location);
        return Rule?.Invoke(resolved) is { } broken ? throw new InputException(broken, call.Location) : resolved;
    }

    private InputException Unknown(CallArgument argument)
    {
        var names = Options.Select(o => o.Name).ToArray();
        var options = names.Length == 0 ? "it takes none" : $"options: {string.Join(", ", names)}";
        return new InputException(
            $"'{Name}' has no option {CallText.Show(argument.Key)}{Spelling.Suggest(argument.Key, names)} ({options})",
            argument.Location
        );
    }
}
