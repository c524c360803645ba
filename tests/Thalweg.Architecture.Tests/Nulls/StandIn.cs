using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace Thalweg.Architecture.Tests.Nulls;

/// <summary>Something that is not null in the place of an argument: no constructor ran, so whoever looks at it before the check of the
/// other arguments fails otherwise.</summary>
internal static class StandIn
{
    /// <summary>Every type of the libraries that can be made.</summary>
    public static IReadOnlyList<Type> Loaded { get; } =
    [.. Library.Names.SelectMany(name => Library.Load(name).GetTypes()).Where(type => type is { IsAbstract: false })];

    public static object? Of(Type type)
    {
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!);
        }
        if (type.IsByRefLike || type.IsPointer)
        {
            return null;
        }
        if (type == typeof(string))
        {
            // A path that no file can have: nothing is written where a check is missing.
            return "\0";
        }
        if (type == typeof(int))
        {
            return 1;
        }
        if (type.IsValueType)
        {
            return RuntimeHelpers.GetUninitializedObject(Nullable.GetUnderlyingType(type) ?? type);
        }
        if (type.IsArray)
        {
            return Array.CreateInstance(type.GetElementType()!, new int[type.GetArrayRank()]);
        }
        if (type.IsSubclassOf(typeof(Delegate)))
        {
            return Delegate(type);
        }
        return type is { IsAbstract: false, IsInterface: false }
            ? RuntimeHelpers.GetUninitializedObject(type)
            : Implementation(type);
    }

    private static object Implementation(Type type)
    {
        var arguments = type.GetGenericArguments();
        Type[] known = arguments switch
        {
            [var item] =>
            [
                item.MakeArrayType(),
                typeof(HashSet<>).MakeGenericType(item),
                typeof(Progress<>).MakeGenericType(item),
            ],
            [var key, var value] => [typeof(Dictionary<,>).MakeGenericType(key, value)],
            _ => [typeof(MemoryStream), typeof(StringWriter)],
        };
        var found =
            known.Concat(Loaded).FirstOrDefault(type.IsAssignableFrom) ?? Derived(type)?.MakeGenericType(arguments);
        return found is null
            ? throw new NotSupportedException($"{type} has no implementation among the libraries: add one here")
            : Of(found)!;
    }

    private static Type? Derived(Type type) =>
        Loaded.FirstOrDefault(derived =>
            type.IsGenericType
            && derived is { ContainsGenericParameters: true, BaseType.IsGenericType: true }
            && derived.BaseType.GetGenericTypeDefinition() == type.GetGenericTypeDefinition()
        );

    private static Delegate Delegate(Type type)
    {
        var invoke = type.GetMethod("Invoke")!;
        var parameters = invoke.GetParameters().Select(p => Expression.Parameter(p.ParameterType, p.Name));
        return Expression.Lambda(type, Expression.Default(invoke.ReturnType), parameters).Compile();
    }
}
