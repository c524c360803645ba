namespace Thalweg.Studies.Syntax;

/// <summary>A piece of a YAML document with its place.</summary>
internal abstract record YamlTree(SourceLocation Location)
{
    /// <summary>What it is, for messages: <c>a list</c>.</summary>
    public abstract string Kind { get; }
}

/// <summary>A single text; <see cref="IsNull"/> where a value was left out.</summary>
internal sealed record YamlText(string Text, bool IsNull, SourceLocation Location) : YamlTree(Location)
{
    public override string Kind => IsNull ? "nothing" : CallText.Show(Text);
}

/// <summary><c>[a, b]</c> or a block of lines that begin with a hyphen.</summary>
internal sealed record YamlList(IReadOnlyList<YamlTree> Items, SourceLocation Location) : YamlTree(Location)
{
    public override string Kind => "a list";
}

/// <summary><c>key: value</c> pairs in the order written; keys are different.</summary>
internal sealed record YamlMapping(IReadOnlyList<(YamlText Key, YamlTree Value)> Entries, SourceLocation Location)
    : YamlTree(Location)
{
    public override string Kind => "a group of keys";
}
