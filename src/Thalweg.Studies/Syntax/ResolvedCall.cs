namespace Thalweg.Studies.Syntax;

/// <summary>A call that has been checked against its declaration, with every default filled in.</summary>
/// <remarks>Two calls are equal when their canonical texts are.</remarks>
public sealed class ResolvedCall : IEquatable<ResolvedCall>
{
    private readonly IReadOnlyList<ResolvedArgument> arguments;

    internal ResolvedCall(Signature signature, IReadOnlyList<ResolvedArgument> arguments, SourceLocation location)
    {
        this.arguments = arguments;
        Signature = signature;
        Location = location;
        Canonical = Print([.. arguments.Where(a => !a.Option.IsLeftOutAtDefault || !a.IsDefault)]);
    }

    public Signature Signature { get; }

    public string Name => Signature.Name;

    public SourceLocation Location { get; }

    /// <summary>The text with all options in declared order and defaults filled in, except those that are
    /// <see cref="Option.IsLeftOutAtDefault"/>; the same meaning gives the same text. Task keys are made from it.</summary>
    public string Canonical { get; }

    /// <summary>The shortest text with the same meaning, for labels: defaults left out.</summary>
    public string Brief => Print([.. arguments.Where(a => !a.IsDefault)]);

    /// <summary>The same call with an optional option left out.</summary>
    internal ResolvedCall Without(string option) =>
        new(Signature, [.. arguments.Where(a => a.Option.Name != option)], Location);

    /// <summary>Options with a value that may be any number of an interval.</summary>
    public IEnumerable<string> NumberNames => arguments.Where(a => a.Option is NumberOption).Select(a => a.Option.Name);

    /// <summary>The same call with another value of such an option.</summary>
    /// <exception cref="InputException">The option does not take the value.</exception>
    internal ResolvedCall With(string option, double value) =>
        new(
            Signature,
            [
                .. arguments.Select(a =>
                    a.Option.Name == option ? a with { Value = a.Option.Read(CallText.Number(value), a.Location) } : a
                ),
            ],
            Location
        );

    /// <summary>The value nearest to another one that such an option takes.</summary>
    internal double Nearest(string option, double value)
    {
        var number = (NumberOption)arguments.First(a => a.Option.Name == option).Option;
        var least = number.ExcludesMinimum ? Math.BitIncrement(number.Minimum) : number.Minimum;
        return Math.Clamp(value, least, number.ExcludesMaximum ? Math.BitDecrement(number.Maximum) : number.Maximum);
    }

    public bool Has(string option)
    {
        ArgumentNullException.ThrowIfNull(option);
        return arguments.Any(a => a.Option.Name == option);
    }

    public int Integer(string option)
    {
        ArgumentNullException.ThrowIfNull(option);
        return checked((int)Value<long>(option));
    }

    public long Long(string option)
    {
        ArgumentNullException.ThrowIfNull(option);
        return Value<long>(option);
    }

    public double Number(string option)
    {
        ArgumentNullException.ThrowIfNull(option);
        return Value<double>(option);
    }

    public bool Flag(string option)
    {
        ArgumentNullException.ThrowIfNull(option);
        return Value<bool>(option);
    }

    /// <summary>Value of a word or free-text option.</summary>
    public string Word(string option)
    {
        ArgumentNullException.ThrowIfNull(option);
        return Value<string>(option);
    }

    public IReadOnlyList<int> Integers(string option)
    {
        ArgumentNullException.ThrowIfNull(option);
        return [.. Value<long[]>(option).Select(v => checked((int)v))];
    }

    public IReadOnlyList<double> Numbers(string option)
    {
        ArgumentNullException.ThrowIfNull(option);
        return Value<double[]>(option);
    }

    public IReadOnlyList<string> Words(string option)
    {
        ArgumentNullException.ThrowIfNull(option);
        return Value<string[]>(option);
    }

    public IReadOnlyList<(double From, double To)> Ranges(string option)
    {
        ArgumentNullException.ThrowIfNull(option);
        return Value<(double From, double To)[]>(option);
    }

    /// <summary>Calls one after the other.</summary>
    public IReadOnlyList<ResolvedCall> Sequence(string option)
    {
        ArgumentNullException.ThrowIfNull(option);
        return Value<IReadOnlyList<ResolvedCall>>(option);
    }

    /// <summary>The calls among its options, such as the line search of an optimizer.</summary>
    public IEnumerable<ResolvedCall> Calls => arguments.Select(a => a.Value).OfType<ResolvedCall>();

    public ResolvedCall Call(string option)
    {
        ArgumentNullException.ThrowIfNull(option);
        return Value<ResolvedCall>(option);
    }

    /// <summary>The canonical text of an option, or null where it is absent.</summary>
    public string? TextOf(string option)
    {
        ArgumentNullException.ThrowIfNull(option);
        return arguments.FirstOrDefault(a => a.Option.Name == option)?.Text;
    }

    /// <summary>Where the option was written, or where the call was.</summary>
    public SourceLocation LocationOf(string option)
    {
        ArgumentNullException.ThrowIfNull(option);
        return arguments.FirstOrDefault(a => a.Option.Name == option)?.Location ?? Location;
    }

    /// <summary>Where an item of an option's list was written.</summary>
    public SourceLocation LocationOf(string option, int item)
    {
        ArgumentNullException.ThrowIfNull(option);
        var items = arguments.FirstOrDefault(a => a.Option.Name == option)?.Items ?? [];
        return item >= 0 && item < items.Count ? items[item] : LocationOf(option);
    }

    public bool Equals(ResolvedCall? other) => other is not null && other.Canonical == Canonical;

    public override bool Equals(object? obj) => Equals(obj as ResolvedCall);

    public override int GetHashCode() => Canonical.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Canonical;

    private T Value<T>(string option) =>
        arguments.FirstOrDefault(a => a.Option.Name == option) is { } argument
            ? (T)argument.Value
            : throw new ArgumentException($"'{Name}' was resolved without option '{option}'", nameof(option));

    private string Print(IReadOnlyList<ResolvedArgument> shown) =>
        shown.Count == 0 ? Name
        : shown.Count == 1 && shown[0].Option.Name == Signature.Positional ? $"{Name}:{shown[0].Text}"
        : $"{Name}({string.Join(", ", shown.Select(a => $"{a.Option.Name}={a.Text}"))})";
}
