
# Options of list-command-invocations and their values. Bash parts words at = and :, zsh doesn't.
function _ssm-export_listing() {
  local word=${COMP_WORDS[COMP_CWORD]} whole=${COMP_WORDS[COMP_CWORD]} first=$COMP_CWORD
  while (( first > 1 )) && [[ ${COMP_WORDS[first]} == [=:]* || ${COMP_WORDS[first - 1]} == *[=:] ]]; do
    first=$(( first - 1 ))
    whole=${COMP_WORDS[first]}$whole
  done
  [[ $word == [=:] ]] && word=
  local option=${COMP_WORDS[first - 1]} value=$whole before=
  if [[ $whole == --*=* ]]; then
    option=${whole%%=*} value=${whole#*=} before=${whole%%=*}=
  elif [[ $whole == -* ]]; then
    option=
  else
    local place=$(( first - 1 ))
    while (( place > 0 )) && [[ ${COMP_WORDS[place]} != --* ]]; do place=$(( place - 1 )); done
    [[ ${COMP_WORDS[place]} == --filters ]] && option=--filters
  fi
  local candidates=
  case $option in
    '') candidates='@OPTIONS@' ;;
    --output) candidates='@FORMATS@' ;;
    --color) candidates='@COLOURS@' ;;
    --generate-cli-skeleton) candidates='@SKELETONS@' ;;
    --cli-error-format) candidates='@ERROR_FORMATS@' ;;
    --region) candidates='@REGIONS@' ;;
    --profile) candidates=$(_ssm-export_profiles) ;;
    --ca-bundle) candidates=$(_ssm-export_files '' "$value") ;;
    --command-id | --instance-id | --cli-input-json | --cli-input-yaml | --starting-token)
      candidates=$(_ssm-export_files file:// "${value#file://}") ;;
    --filters)
      candidates=$(_ssm-export_filters "$value")
      [[ $value == f* ]] && candidates=$(_ssm-export_files file:// "${value#file://}") ;;
  esac
  local IFS=$'\n' kept=${whole%"$word"} candidate
  COMPREPLY=()
  for candidate in $(printf '%s\n' "$candidates" | tr ' ' '\n'); do
    if [[ $candidate == "$value"* ]]; then
      candidate=$before$candidate
      COMPREPLY+=("${candidate#"$kept"}")
    fi
  done
  [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[*]} == *[=/] ]] && type compopt >/dev/null 2>&1 && compopt -o nospace 2>/dev/null
  return 0
}

function _ssm-export_profiles() {
  sed -n "s/^[[:space:]]*\[\(profile[[:space:]]\{1,\}\)\{0,1\}[\"']\{0,1\}\([^]\"' ]*\)[\"']\{0,1\}\].*/\2/p" \
    "${AWS_CONFIG_FILE:-$HOME/.aws/config}" "${AWS_SHARED_CREDENTIALS_FILE:-$HOME/.aws/credentials}" 2>/dev/null | sort -u
}

function _ssm-export_filters() {
  local word
  case $1 in
    key=Status,value=*) for word in @STATUSES@; do printf 'key=Status,value=%s\n' "$word"; done ;;
    *) for word in @KEYS@; do printf 'key=%s,value=\n' "$word"; done ;;
  esac
}

# What begins with the second argument, each behind the first.
function _ssm-export_files() {
  local path
  case $2 in '' | f | fi | fil | file | file:*) [[ -n $1 ]] && printf '%s\n' "$1" && return ;; esac
  for path in "$2"*; do
    [[ -d $path ]] && path=$path/
    [[ -e $path ]] && printf '%s%s\n' "$1" "$path"
  done
}
